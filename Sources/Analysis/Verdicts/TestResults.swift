import TraceModel

/// Finds the results of the tests that a file holds, whichever way a report names it.
struct TestResults {
  private var byFile: [String: [NodeIndex]] = [:]
  /// By class, and by every part of one that may be a file: `tests.test_pay` of
  /// `tests.test_pay.TestOnce`.
  private var byClass: [String: [NodeIndex]] = [:]
  private var byName: [String: [NodeIndex]] = [:]
  private(set) var isEmpty = true

  init(_ graph: TraceGraph) {
    for node in graph.nodes(of: .test) {
      guard case .test(let facts) = graph[node].detail else { continue }
      isEmpty = false
      for file in Self.files(facts.file) { byFile[file, default: []].append(node) }
      for name in Self.classes(facts.className) { byClass[name, default: []].append(node) }
      for name in Self.names(facts) { byName[name, default: []].append(node) }
    }
  }

  /// The results of a file's tests, or of one by its name; each once, in graph order.
  ///
  /// A name alone is enough only without a path: the same name elsewhere is another test.
  func tests(of path: String?, name: String?, below root: String) -> [NodeIndex] {
    if isEmpty { return [] }
    let name = name.map(Self.lastPart)
    guard let path else { return name.flatMap { byName[$0] } ?? [] }
    var found = Set<NodeIndex>()
    let plain = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    for file in Set([plain, root.isEmpty ? plain : "\(root)/\(plain)"]) {
      found.formUnion(byFile[file] ?? [])
      for dotted in Self.dottedEnds(of: file) { found.formUnion(byClass[dotted] ?? []) }
    }
    if let name { found.formIntersection(byName[name] ?? []) }
    return found.sorted()
  }

  /// A path as it is; of an absolute one every end of at least two parts, because nobody knows
  /// where the project lay when the tests ran.
  private static func files(_ file: String?) -> [String] {
    guard let file else { return [] }
    guard file.hasPrefix("/") else {
      return [file.hasPrefix("./") ? String(file.dropFirst(2)) : file]
    }
    let parts = file.split(separator: "/").suffix(12)
    return (0..<max(0, parts.count - 1)).map { parts.dropFirst($0).joined(separator: "/") }
  }

  private static func classes(_ name: String) -> [String] {
    let parts = name.split(separator: ".")
    guard parts.count > 1 else { return name.isEmpty ? [] : [name] }
    return (2...min(parts.count, 12)).map { parts.prefix($0).joined(separator: ".") }
      + (parts.count > 12 ? [name] : [])
  }

  /// `src/test/java/com/acme/PayTest.java` may be `com.acme.PayTest`, but not `PayTest` alone.
  private static func dottedEnds(of path: String) -> [String] {
    var parts = path.split(separator: "/").suffix(12).map(String.init)
    guard let last = parts.last else { return [] }
    let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    parts[parts.count - 1] = stem
    if parts.count == 1 { return [stem] }
    return (0..<(parts.count - 1)).map { parts[$0...].joined(separator: ".") }
  }

  private static func names(_ facts: TestFacts) -> Set<String> {
    let stem = facts.name.prefix { $0 != "[" && $0 != "(" && $0 != "/" }
    let owner = facts.className.split(separator: ".").last.map(String.init)
    return Set([facts.name, String(stem), owner ?? ""]).subtracting([""])
  }

  /// `test_once` of `tests/test_pay.py::TestPay::test_once`, without parentheses.
  private static func lastPart(_ name: String) -> String {
    var name = name
    if name.hasSuffix("()") { name.removeLast(2) }
    guard let colon = name.lastIndex(of: ":") else { return name }
    return String(name[name.index(after: colon)...])
  }
}

extension TestFacts {
  /// What a result says: only a pass is one, and what was skipped is there without a result. A test
  /// that is gone shows nothing, unless it failed.
  var facets: Facets {
    switch outcome {
    case .passed where isGone, .skipped where isGone: .declared
    case .passed where isUnsure: [.tested, .passed]
    case .passed: [.tested, .passed, .found]
    case .failed, .errored: [.tested, .failed]
    case .skipped: .tested
    }
  }
}
