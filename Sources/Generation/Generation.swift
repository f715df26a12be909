// Generation: from a manifold and one of its options to files that satisfy it, and an honest account.
//
// Comes in:  the graph with a manifold in it, the option, a pack of templates, the time as text.
// Goes out:  a plan, rendered artifacts with the ids that their blocks satisfy, a report in which
//            every figure is counted in those bytes.
// Refuses:   disk, clock, processes; guesses: what no archetype recognises is not covered, with the
//            reason; ids and numbers of any manifold, which come from the input alone.
//
//   Subject/     what generation needs of a manifold, taken out of the graph
//   Archetypes/  what a constraint demands, from its words, fields and figures
//   Planning/    request, names, plan; the plan as YAML and back
//   Packs/       a folder of templates with its `pack.yaml`; the values that templates are given
//   Artifacts/   rendering, origin headers, blocks with their lines, paths
//   Verification/  files of a folder held against what the manifold gives and demands; nothing is run
//   Report/      coverage, the report as YAML, the transcript on the console
//   Steps/       what can be said of a manifold before anything is built from it, as reports
