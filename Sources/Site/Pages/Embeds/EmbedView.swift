import Analysis
import TraceModel

/// A view that a short code can ask for; the raw value is the word of the short code.
enum EmbedView: String, CaseIterable, Sendable {
  case coverage, matrix, gaps, node, diagram
  case modules, progress, comparison
  case patterns, compliance
  case runs, run
  case alerts, dashboard, panel, runbook
  case results, claims, reports

  /// An argument that names a node.
  struct Subject: Sendable {
    var key: String
    /// Kinds of nodes that may be named; empty for all.
    var kinds: [NodeKind]

    static let manifold = Subject(key: "manifold", kinds: [.manifold])
    static let module = Subject(key: "module", kinds: [.module, .change])
    static let registry = Subject(key: "registry", kinds: [.registry])

    static func id(_ kinds: NodeKind...) -> Subject { Subject(key: "id", kinds: kinds) }
  }

  /// An argument that chooses among words.
  struct Choice: Sendable {
    /// What the words are.
    enum Words: Sendable {
      case these([String])
      /// What the project's runs are: their status, or their type.
      case statusesOfRuns, typesOfRuns
    }

    var key: String
    var words: Words
    /// The subject with which alone it means something; `nil` for any.
    var subject: String?
  }

  /// Names for what the view is about: one of them is given.
  var subjects: [Subject] {
    switch self {
    case .coverage, .gaps: [.manifold]
    case .matrix: [.manifold, .module, .registry]
    case .node, .diagram: [.id()]
    case .progress, .comparison: [.module]
    case .patterns, .compliance: [.registry]
    case .run: [.id(.run)]
    case .dashboard: [.id(.dashboard)]
    case .panel: [.id(.panel)]
    case .runbook: [.id(.runbook, .runbookSection)]
    case .claims: [.manifold, Subject(key: "report", kinds: [.report])]
    case .modules, .runs, .alerts, .results, .reports: []
    }
  }

  /// Without a subject the view is about the whole project.
  var needsSubject: Bool { !subjects.isEmpty && self != .claims }

  /// What may be chosen, in any combination.
  var choices: [Choice] {
    switch self {
    case .matrix:
      let rows = Matrix.Relation.allCases.map(\.rawValue)
      return [Choice(key: "rows", words: .these(rows), subject: "manifold")]
    case .runs:
      return [
        Choice(key: "status", words: .statusesOfRuns), Choice(key: "type", words: .typesOfRuns),
      ]
    case .results:
      let lists = EvidencePage.List.allCases.map(\.rawValue)
      return [Choice(key: "list", words: .these(lists))]
    case .claims:
      let outcomes: [CheckedClaim.Outcome] = [.differs, .unsupported, .agrees]
      return [Choice(key: "outcome", words: .these(outcomes.map(\.rawValue)))]
    default: return []
    }
  }

  /// Every key that the view knows.
  var keys: [String] { subjects.map(\.key) + choices.map(\.key) }
}

/// A short code whose names have been found.
struct Embed: Sendable {
  let view: EmbedView
  /// What it is about; `nil` for the whole project.
  let node: NodeIndex?
  /// Chosen words by key.
  let choices: [String: String]
}
