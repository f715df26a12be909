/// What a module may reach outside its inputs: clock, randomness, environment, disk, processes.
enum Reach {
  /// Nothing: same inputs, same outputs.
  case nothing
  /// Only in files below these folders of the module.
  case folders([String])
  case everything
}

/// One row of the table in ARCHITECTURE.md.
struct ModuleRow {
  let name: String
  /// Modules of this package, and of the system, that it may import.
  let imports: Set<String>
  let reach: Reach

  init(_ name: String, _ imports: Set<String> = [], reach: Reach = .nothing) {
    self.name = name
    self.imports = imports
    self.reach = reach
  }
}

/// The module map: a module that is missing here fails, and so does an import its row does not list.
enum ModuleTable {
  static let rows: [ModuleRow] = [
    ModuleRow("SourceText"),
    ModuleRow("System", ["SourceText", "CLinux"], reach: .everything),
    ModuleRow(
      "Markdown", ["SourceText", "System", "CCmarkGFM", "CArena"], reach: .folders(["Isolation"])),
    ModuleRow("Notation", ["SourceText", "CLibYAML", "CExpat"]),
    ModuleRow("Templates", ["SourceText"]),
    ModuleRow("TraceModel", ["SourceText"]),
    ModuleRow("Drawing", ["SourceText"]),
    ModuleRow("History", ["Notation", "SourceText"]),
    ModuleRow("Orchestration", ["History", "SourceText"]),
    ModuleRow("Workflows", ["Orchestration", "History"]),
    ModuleRow("Ingest", ["History", "Notation", "Markdown", "TraceModel", "SourceText"]),
    ModuleRow("Analysis", ["TraceModel", "SourceText"]),
    ModuleRow(
      "Site",
      ["Analysis", "TraceModel", "History", "Templates", "Markdown", "Drawing", "SourceText"]),
    ModuleRow("Reports", ["Analysis", "TraceModel", "Notation", "SourceText"]),
    ModuleRow("Generation", ["Analysis", "TraceModel", "Templates", "Notation", "SourceText"]),
    ModuleRow("Patterns", ["Templates", "Notation", "SourceText"]),
    ModuleRow("Pipeline", ["Analysis", "TraceModel", "Templates", "Notation", "SourceText"]),
    ModuleRow(
      "EmbeddedHost", ["Orchestration", "History", "SourceText", "CSQLite"], reach: .everything),
    ModuleRow("WorkflowTesting", ["EmbeddedHost", "Orchestration", "History"]),
    ModuleRow(
      "Activities",
      [
        "Workflows", "Orchestration", "EmbeddedHost", "Ingest", "TraceModel", "History", "Notation",
        "System", "SourceText",
      ], reach: .everything),
    ModuleRow("PayloadEncryption", ["Orchestration", "History", "CSSL"]),
    ModuleRow("PreviewServer", ["SourceText", "System", "CMicroHTTPD"], reach: .everything),
    ModuleRow(
      "CLI",
      [
        "SourceText", "System", "Notation", "Markdown", "Templates", "TraceModel", "Drawing",
        "History", "Ingest", "Analysis", "Site", "Reports", "Generation", "Patterns",
        "Pipeline", "PreviewServer", "Orchestration", "Workflows", "EmbeddedHost", "Activities",
        "PayloadEncryption",
      ], reach: .everything),
  ]

  /// Run while the package is built; they read templates and write source, and ship in nothing.
  static let buildTools: [ModuleRow] = [
    ModuleRow("EmbedTemplates", reach: .everything),
    ModuleRow("EmbedTemplatesPlugin", ["PackagePlugin"], reach: .everything),
  ]

  /// Targets of C headers and sources: no Swift in them.
  static let cTargets: Set<String> = [
    "CCmarkGFM", "CLibYAML", "CExpat", "CMicroHTTPD", "CSQLite", "CSSL", "CLinux",
    "CArena",
  ]

  /// Where the one wrapper of each C library lives: a file or folder below Sources/.
  static let wrappers: [String: [String]] = [
    "CCmarkGFM": ["Markdown/Parsing/CMarkTree"],
    "CArena": ["Markdown/Parsing/CMarkTree"],
    "CLibYAML": ["Notation/YAML/YAMLEvents"],
    "CExpat": ["Notation/XML/XMLEvents"],
    "CMicroHTTPD": ["PreviewServer"],
    "CSQLite": ["EmbeddedHost/SQLite"],
    "CSSL": ["PayloadEncryption/Cipher"],
    "CLinux": ["System"],
  ]

  /// Part of every toolchain and pure: they reach nothing outside.
  static let pureSystemModules: Set<String> = ["Swift", "Synchronization"]

  /// For the files that may reach outside. Foundation is not among them.
  static let reachingSystemModules: Set<String> = ["Glibc", "Dispatch"]

  /// Source files longer than this need a reason below.
  static let longestFile = 400

  /// Path below the project, and why the file stays whole.
  static let longFiles: [String: String] = [:]

  static func row(named name: String) -> ModuleRow? {
    (rows + buildTools).first { $0.name == name }
  }
}
