// The guards that keep the module map true.
//
//   ModuleTable      the table of ARCHITECTURE.md as data: who may import what, who may reach outside
//   SwiftText        a source file without its comments and strings, and its import lines
//   ModuleChecker    one source file against its row
//   ManifestText     the dependencies that Package.swift declares, against the same table
//
// The suite reads the project's sources from disk; the checker itself is tried on literal sources.
