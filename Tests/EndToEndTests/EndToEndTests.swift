// Runs the built tool on small whole projects.
//
//   BuiltTool      finds the program beside the test bundle and runs it
//   ProjectCase    a project in literals, the arguments, and what must come out
//
// A table row is one project. Only what shows from outside is checked here: exit code, messages,
// files. Details of a module belong into the suite of that module.
