import Generation
import Notation
import SourceText

/// The cases of one run of an answer's tests.
struct TrialResults {
  private struct Case {
    /// Without parameters.
    var name: String
    var isPassed: Bool
    /// What it says to verify, as `manifold/id`.
    var marks: [String]
  }

  private var cases: [Case] = []
  /// The only ids that may be claimed.
  private let own: [String]

  init(_ report: [UInt8], for task: AgentTask, of feature: String) {
    own = ["\(feature)/\(task.id)", task.id]
    let limits = XMLLimits(bytes: 8 << 20, depth: 32, attributes: 64, elements: 100_000)
    let parsed = XMLParser.parse(SourceFile(path: "results.xml", bytes: report), limits: limits)
    if let root = parsed.root, parsed.diagnostics.isEmpty { collect(root) }
  }

  /// Some case did not pass; false as well when nothing has run.
  var hasFailed: Bool { cases.contains { !$0.isPassed } }

  func check(_ answer: AgentAnswer) throws(AgentRefusal) {
    guard !cases.isEmpty else { throw AgentRefusal(.tests, "none of its tests has run") }
    if let failed = cases.first(where: { !$0.isPassed }) {
      throw AgentRefusal(.tests, "its test \(quoted(failed.name)) does not pass")
    }
    let passed = Set(cases.map(\.name))
    if let absent = answer.tests.first(where: { !passed.contains(Self.function($0)) }) {
      throw AgentRefusal(.tests, "its test \(quoted(absent)) has not run")
    }
    // Marks may be set while tests run, where no reading of the text finds them.
    if let claim = cases.flatMap(\.marks).first(where: { !own.contains($0) }) {
      throw AgentRefusal(.marks, "its tests claim \(quoted(claim)), which was not asked for")
    }
  }

  /// `TestBound.test_edge` is the case `test_edge` of a class.
  private static func function(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  private mutating func collect(_ element: XMLElement) {
    guard element.name == "testcase" else {
      for child in element.children { collect(child) }
      return
    }
    let bad = ["failure", "error", "skipped"]
    let properties = element.all("properties").flatMap { $0.all("property") }
    cases.append(
      Case(
        name: String((element["name"] ?? "").prefix { $0 != "[" }),
        isPassed: !element.children.contains { bad.contains($0.name) },
        marks: properties.filter { ["constraint", "failure_mode"].contains($0["name"]) }
          .map { $0["value"] ?? "" }))
  }
}
