// SourceText: the vocabulary that every other module shares.
//
// Comes in:  bytes of files, offsets found by parsers.
// Goes out:  `SourceFile`, `SourceRange`, `Diagnostic`, `OutputPlan`, and bytes built from them.
// Refuses:   disk, clock, environment, Foundation; any knowledge of formats or of the graph.
//
//   Positions/    a file, a range in it, lines and columns derived from byte offsets
//   Diagnostics/  the one record behind the terminal, SARIF, JSON and the page badge
//   Output/       byte building, escaping by context, fingerprints, the plan of files to write
