// swift-tools-version: 6.2
// One target per row of the module table in ARCHITECTURE.md, in the same order.
// Tests/ArchitectureTests holds that table as data and fails when an import leaves it.

import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// `unread` holds inputs or recorded outputs, which a suite reads from disk: they are not compiled or bundled.
/// Named one by one, because Swift evaluates this file once for all states of the folders.
func suite(_ name: String, _ dependencies: [Target.Dependency], unread: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: unread,
    swiftSettings: strict)
}

let package = Package(
  name: "throughline",
  products: [
    .executable(name: "throughline", targets: ["CLI"]),
    // Workflows of one's own: on the engine, and under test.
    .library(name: "ThroughlineEngine", targets: ["Orchestration", "EmbeddedHost", "History"]),
    .library(name: "ThroughlineTesting", targets: ["WorkflowTesting"]),
  ],
  targets: [
    .systemLibrary(
      name: "CCmarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(
      name: "CMicroHTTPD", pkgConfig: "libmicrohttpd",
      providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CArena"),

    module("SourceText"),
    module("System", ["SourceText", "CLinux"]),
    module("Markdown", ["SourceText", "System", "CCmarkGFM", "CArena"]),
    module("Notation", ["SourceText", "CLibYAML", "CExpat"]),
    module("Templates", ["SourceText"]),
    module("TraceModel", ["SourceText"]),
    module("Drawing", ["SourceText"]),
    module("History", ["Notation", "SourceText"]),
    module("Orchestration", ["History", "SourceText"]),
    module("Workflows", ["Orchestration", "History"]),
    module("Ingest", ["History", "Notation", "Markdown", "TraceModel", "SourceText"]),
    module("Analysis", ["TraceModel", "SourceText"]),
    .executableTarget(name: "EmbedTemplates", exclude: ["Inputs"], swiftSettings: strict),
    .plugin(
      name: "EmbedTemplatesPlugin", capability: .buildTool(), dependencies: ["EmbedTemplates"],
      path: "Sources/EmbedTemplatesPlugin"),
    .target(
      name: "Site",
      dependencies: [
        "Analysis", "TraceModel", "History", "Templates", "Markdown", "Drawing", "SourceText",
      ],
      swiftSettings: strict, plugins: ["EmbedTemplatesPlugin"]),
    module("Reports", ["Analysis", "TraceModel", "Notation", "SourceText"]),
    module("Generation", ["Analysis", "TraceModel", "Templates", "Notation", "SourceText"]),
    module("Patterns", ["Notation", "Templates", "SourceText"]),
    module("Pipeline", ["Analysis", "TraceModel", "Templates", "Notation", "SourceText"]),
    module("EmbeddedHost", ["Orchestration", "History", "SourceText", "CSQLite"]),
    module("WorkflowTesting", ["EmbeddedHost", "Orchestration", "History"]),
    module(
      "Activities",
      [
        "Workflows", "Orchestration", "EmbeddedHost", "Ingest", "TraceModel", "History", "Notation",
        "System", "SourceText",
      ]),
    module("PayloadEncryption", ["Orchestration", "History", "CSSL"]),
    module("PreviewServer", ["SourceText", "System", "CMicroHTTPD"]),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "SourceText", "System", "Notation", "Markdown", "Templates", "TraceModel", "Drawing",
        "History", "Ingest", "Analysis", "Site", "Reports", "Generation", "Patterns",
        "Pipeline", "PreviewServer", "Orchestration", "Workflows", "EmbeddedHost", "Activities",
        "PayloadEncryption",
      ],
      swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["SourceText"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Analysis", "History", "Ingest", "Notation", "Pipeline", "Reports", "SourceText",
        "Templates", "TraceModel",
      ], path: "Tests/Fuzz",
      swiftSettings: strict),
    .executableTarget(
      name: "history-forms", dependencies: ["History", "SourceText"], path: "Tests/HistoryForms",
      swiftSettings: strict),
    .target(
      name: "SimulationKit",
      dependencies: ["EmbeddedHost", "Orchestration", "History", "SourceText"],
      path: "Tests/SimulationKit", swiftSettings: strict),
    .executableTarget(
      name: "simulate", dependencies: ["SimulationKit"], path: "Tests/Simulation",
      swiftSettings: strict),
    .executableTarget(
      name: "engine-trial",
      dependencies: ["EmbeddedHost", "Orchestration", "History", "SourceText"],
      path: "Tests/EngineTrial", swiftSettings: strict),
    .executableTarget(
      name: "markdown-cost", dependencies: ["Markdown", "System", "SourceText"],
      path: "Tests/Benchmarks/MarkdownCost", swiftSettings: strict),
    suite("ArchitectureTests", []),
    suite("SourceTextTests", ["SourceText"]),
    suite("SystemTests", ["System", "SourceText"]),
    suite("MarkdownTests", ["Markdown", "System", "SourceText"]),
    suite("NotationTests", ["Notation", "SourceText"]),
    suite("TemplatesTests", ["Templates", "SourceText"]),
    suite("TraceModelTests", ["TraceModel", "SourceText"]),
    suite("DrawingTests", ["Drawing", "SourceText"], unread: ["Golden"]),
    suite("HistoryTests", ["History", "SourceText"]),
    suite("OrchestrationTests", ["Orchestration", "History", "SourceText"]),
    suite("WorkflowsTests", ["Workflows", "Orchestration", "History", "SourceText"]),
    suite(
      "IngestTests",
      ["Ingest", "Analysis", "Notation", "Markdown", "TraceModel", "SourceText"]),
    suite("AnalysisTests", ["Analysis", "Ingest", "TraceModel", "SourceText"]),
    suite(
      "SiteTests",
      [
        "Site", "Analysis", "History", "Ingest", "Notation", "TraceModel", "Templates",
        "Markdown", "SourceText",
      ]),
    suite(
      "ReportsTests", ["Reports", "Analysis", "Markdown", "TraceModel", "Notation", "SourceText"],
      unread: ["Golden"]),
    suite(
      "GenerationTests",
      [
        "Generation", "Analysis", "Ingest", "Templates", "Notation", "TraceModel", "SourceText",
      ], unread: ["Golden"]),
    suite("PatternsTests", ["Patterns", "Notation", "SourceText"]),
    suite(
      "PipelineTests",
      [
        "Pipeline", "Analysis", "Ingest", "Notation", "Templates", "TraceModel", "SourceText",
      ]),
    suite(
      "EmbeddedHostTests",
      ["EmbeddedHost", "Orchestration", "History", "SimulationKit", "SourceText"]),
    suite(
      "WorkflowTestingTests",
      ["WorkflowTesting", "Workflows", "EmbeddedHost", "Orchestration", "History"]),
    suite(
      "ActivitiesTests",
      [
        "Activities", "Workflows", "Orchestration", "EmbeddedHost", "Ingest", "TraceModel",
        "History", "Notation", "System", "SourceText",
      ], unread: ["Fixtures"]),
    suite(
      "PayloadEncryptionTests",
      ["PayloadEncryption", "EmbeddedHost", "Orchestration", "History", "SourceText"]),
    suite("PreviewServerTests", ["PreviewServer", "System", "SourceText"]),
    suite("CLITests", ["CLI", "Notation", "Reports", "SourceText"], unread: ["Fixtures"]),
    suite("EndToEndTests", ["SourceText"], unread: ["Golden"]),
  ]
)
