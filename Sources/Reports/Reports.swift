// Reports: findings as text, JSON lines, SARIF and workflow commands; what a change does; the graph for
//          other tools.
//
// Comes in:  diagnostics of every module, the rules they cite, the files they point into; an
//            assessment.
// Goes out:  bytes for standard output; one `Findings` value is behind all forms and the exit code.
// Refuses:   disk, terminals, exit codes; no message is worded here, only laid out.
//
//   Findings/   sorted, distinct, counted, each with a fingerprint that outlives moved lines
//   Formats/    one file a form
//   Changes/    what a change does, in every form that people and forges read; report.json and its reader
//   Exports/    items, links and verdicts as JSON, CSV, needs.json and ReqIF
//   Text/       what makes text from outside safe to print, and the frame of source around it
