// CLI: arguments in, exit code out; the only place that wires the other modules together.
//
// Comes in:  arguments, environment, `content/site.yaml`, the project's folder.
// Goes out:  files written, reports on standard output, everything else on standard error, 0 to 3.
// Refuses:   any knowledge of formats, of the graph and of pages: it calls those who have it.
//
//   CommandTable/    verbs and options as data: parsing, help, completions and manual page from it
//   Configuration/   `content/site.yaml`, the environment and flags made one checked value
//   Console/         standard output and error, colour, progress, the project's folder on disk
//   Reporting/       two revisions of a project read and compared
//   Verbs/           one file a verb
