/// Something that a design has to decide, with words by which a heading says that it does.
struct DesignOutput {
  /// As a message names it.
  let name: String
  let words: Set<String>
  /// What is expected below the heading.
  let expected: String
  /// Decided only in a module that is built in several phases.
  var isOfPhases = false

  /// In the order in which a design decides them.
  static let all = [
    DesignOutput(
      name: "the module's category", words: ["category", "categories", "kind", "role"],
      expected: "say whether the module is generic, a gateway or a worker"),
    DesignOutput(
      name: "its API surface",
      words: [
        "api", "apis", "interface", "interfaces", "surface", "endpoint", "endpoints", "operations",
        "methods", "trait", "traits", "contract", "contracts",
      ], expected: "say what others may call, and what it answers"),
    DesignOutput(
      name: "its data model",
      words: ["data", "domain", "model", "models", "entity", "entities"],
      expected: "say what the module knows of, and whose it is"),
    DesignOutput(
      name: "persistence",
      words: [
        "persistence", "persistent", "persisted", "storage", "store", "stores", "database",
        "databases", "db", "repository", "repositories",
      ], expected: "say where data is kept; \"none\" is an answer"),
    DesignOutput(
      name: "security and tenants",
      words: [
        "security", "tenancy", "tenant", "tenants", "access", "authorization", "authorisation",
        "authentication", "auth", "permissions", "isolation",
      ], expected: "say who may do what, and how tenants are kept apart"),
    DesignOutput(
      name: "observability",
      words: [
        "observability", "tracing", "traces", "logging", "logs", "metrics", "telemetry",
        "monitoring",
      ], expected: "say what can be seen of the module while it runs"),
    DesignOutput(
      name: "its schemas and types",
      words: ["schema", "schemas", "type", "types", "gts", "definitions"],
      expected: "name the types that others depend on"),
    DesignOutput(
      name: "its phases",
      words: ["phase", "phases", "milestone", "milestones", "roadmap", "increments"],
      expected: "say what each phase brings", isOfPhases: true),
  ]
}
