/// How bad something is.
public enum Severity: String, Codable, Sendable, Hashable, CaseIterable {
  case critical, high, medium, low
}

/// What a status of a pull request can be.
public enum CheckState: String, Codable, Sendable, Hashable, CaseIterable {
  case pending, success, failure
}

/// The checks of the quality gate, in the order in which they are shown.
public enum CheckKind: String, Codable, Sendable, Hashable, CaseIterable {
  case unitTests = "unit_tests"
  case integrationTests = "integration_tests"
  case linting
  case security
  case coverage
  case performance
  case dependencies
  case staticAnalysis = "static_analysis"

  /// Those without which nothing is merged; a security scan and a check of dependencies join them
  /// when they find something critical.
  public static let alwaysRequired: [CheckKind] = [.unitTests, .integrationTests, .coverage]

  /// For people.
  public var title: String {
    switch self {
    case .unitTests: "Unit Tests"
    case .integrationTests: "Integration Tests"
    case .linting: "Linting"
    case .security: "Security Scan"
    case .coverage: "Code Coverage"
    case .performance: "Performance Tests"
    case .dependencies: "Dependencies"
    case .staticAnalysis: "Static Analysis"
    }
  }

  /// Tools can mend some of what it finds.
  var isAutoFixable: Bool {
    switch self {
    case .linting, .coverage, .staticAnalysis: true
    default: false
    }
  }
}

/// Which kind of agent a step needs.
public enum AgentRole: String, Codable, Sendable, Hashable, CaseIterable {
  case reasoning, coding
}

/// What kind of thing an agent changed.
public enum ChangeKind: String, Codable, Sendable, Hashable, CaseIterable {
  case rename, `import`, type
  case docLint = "doc_lint"
  case behaviour

  /// It cannot change what a program does.
  var keepsBehaviour: Bool { self != .behaviour }
}

/// A step of the module pipeline.
public enum ModuleStep: String, Codable, Sendable, Hashable, CaseIterable {
  case design, requirements, tasks, code, stabilise
  case actualDocuments = "actual-documents"
  case endToEndTests = "end-to-end-tests"

  /// Who does it: what has to be thought through, and what has to be carried out.
  public var role: AgentRole {
    switch self {
    case .design, .requirements, .tasks, .code: .reasoning
    case .stabilise, .actualDocuments, .endToEndTests: .coding
    }
  }
}

extension KeyedDecodingContainer {
  /// The value of a member, or another one when it is missing.
  func value<Value: Decodable>(_ key: Key, or missing: Value) throws -> Value {
    try decodeIfPresent(Value.self, forKey: key) ?? missing
  }
}
