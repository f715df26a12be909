// Pipeline: a module from its design to its last phase, with a gate that a person opens at each step.
//
// Comes in:  the graph, the documents of one module as outlines, its record, settings of the project.
// Goes out:  findings about the documents; what the next gate needs; drafts of documents and prompts.
// Refuses:   disk, clock, processes: whether a command passed and what day it is, it is told.
//
//   Module/   one module of the graph in the words of the pipeline: phases, requirements, scenarios,
//             tasks, and what code and tests show of them
//   Record/   pipeline.yaml: numbers that were given, gates that were passed, what people attest
//   Checks/   what documents of a module must be like
//   Gates/    criteria of each gate, judged
//   Drafts/   documents made from templates and from what is known, beside what was written by hand
//   Board/    where a module stands, in lines and in JSON
