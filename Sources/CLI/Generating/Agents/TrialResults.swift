import Generation
import Notation
import SourceText

/// The cases of one run of an answer's tests.
struct TrialResults {
  private struct Case {
    /// Classes and function, joined by dots, without module and parameters.
    var name: String
    var isPassed: Bool
    /// What it says to verify, as `manifold/id`.
    var marks: [String]
  }

  private var cases: [Case] = []
  /// The only ids that may be claimed.
  private let own: [String]
  /// As reports name the file of tests.
  private let module: String

  init(_ report: [UInt8], for task: AgentTask, of feature: String) {
    module = String(task.testPath.dropLast(3).map { $0 == "/" ? "." : $0 })
    own = ["\(feature)/\(task.id)", task.id]
    let limits = XMLLimits(bytes: 8 << 20, depth: 32, attributes: 64, elements: 100_000)
    let parsed = XMLParser.parse(SourceFile(path: "results.xml", bytes: report), limits: limits)
    if let root = parsed.root, parsed.diagnostics.isEmpty { collect(root) }
  }

  /// A test with a mark did not pass, or could not even be collected; false when nothing has run.
  func misses(_ answer: AgentAnswer) -> Bool {
    !cases.isEmpty && !answer.markedTests.allSatisfy(hasPassed)
  }

  func check(_ answer: AgentAnswer) throws(AgentRefusal) {
    guard !cases.isEmpty else { throw AgentRefusal(.tests, "none of its tests has run") }
    if let failed = cases.first(where: { !$0.isPassed }) {
      throw AgentRefusal(.tests, "its test \(quoted(failed.name)) does not pass")
    }
    if let absent = answer.tests.first(where: { !hasPassed($0) }) {
      throw AgentRefusal(.tests, "its test \(quoted(absent)) has not run")
    }
    // Marks may be set while tests run, where no reading of the text finds them.
    if let claim = cases.flatMap(\.marks).first(where: { !own.contains($0) }) {
      throw AgentRefusal(.marks, "its tests claim \(quoted(claim)), which was not asked for")
    }
  }

  /// `TestBound.test_edge` may stand in a further class.
  private func hasPassed(_ test: String) -> Bool {
    let same = cases.filter { $0.name == test || $0.name.hasSuffix(".\(test)") }
    return !same.isEmpty && same.allSatisfy(\.isPassed)
  }

  private func name(of element: XMLElement) -> String {
    let place = element["classname"] ?? ""
    let function = (element["name"] ?? "").prefix { $0 != "[" }
    let classes = place.hasPrefix(module + ".") ? place.dropFirst(module.utf8.count + 1) : ""
    return classes.isEmpty ? String(function) : "\(classes).\(function)"
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
        name: name(of: element),
        isPassed: !element.children.contains { bad.contains($0.name) },
        marks: properties.filter { ["constraint", "failure_mode"].contains($0["name"]) }
          .map { $0["value"] ?? "" }))
  }
}
