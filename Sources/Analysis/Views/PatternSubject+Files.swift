import SourceText
import TraceModel

/// What is required of the files of a pattern.
extension PatternSubject {
  /// There, in its folder, and named after the pattern.
  func checkFile(_ field: PatternField, _ ending: String) -> Check {
    guard let path = entry.paths[field], let folder = field.folder else {
      return .missing(field)
    }
    let place = entry[field]?.range
    guard isThere(field) else {
      return .failed("no file is at \(path.path)\(besides(path.path))", at: place)
    }
    guard path.path.hasPrefix("\(registry.scope.name)/\(folder)/") else {
      return .failed("\(path.path) does not lie below \(folder)/", at: place)
    }
    let file = String(path.path.split(separator: "/").last ?? "")
    let wanted = (entry[.name]?.text ?? "") + ending
    let isNamed = ending.hasSuffix(".") ? file.hasPrefix(wanted) : file == wanted
    let shown = ending.hasSuffix(".") ? "\(wanted)*" : wanted
    return isNamed ? .passed : .failed("\(file) is not named \(shown)", at: place)
  }

  private func besides(_ path: String) -> String {
    registry.neighbour(of: path).map { "; \($0.path) is there" } ?? ""
  }

  func checkHeader() -> Check {
    guard let spec = readFile(.spec) else { return .blocked("there is no specification") }
    var missing: [String] = []
    if spec.docID == nil { missing.append("doc_id") }
    if spec.patternID == nil { missing.append("pattern_id") }
    let keys = ["name", "version", "schema_ref", "executor_ref"]
    missing += keys.filter { spec.header[$0] == nil }
    if spec.header["role"]?.text != "spec" { missing.append("role: spec") }
    return missing.isEmpty
      ? .passed
      : .failed("the specification lacks \(listed(missing))", at: spec.patternID?.range)
  }

  func checkHas(
    _ file: PatternFileFacts?, _ id: (PatternFileFacts) -> Prose?, _ what: String, _ key: String
  ) -> Check {
    guard let file else { return .blocked("\(what) is not there") }
    return id(file) == nil ? .failed("\(what) has no \(key)") : .passed
  }

  func checkSame(
    _ file: PatternFileFacts?, _ id: (PatternFileFacts) -> Prose?, _ what: String,
    isBlockedWithout: Bool = false
  ) -> Check {
    guard let file else { return .blocked("\(what) is not there") }
    guard let found = id(file) else {
      return isBlockedWithout ? .blocked("\(what) has no doc_id") : .failed("\(what) has no doc_id")
    }
    guard let wanted = entry[.docID] else {
      return .failed("\(what) has \(found.text), the entry no doc_id", at: found.range)
    }
    return found.text == wanted.text
      ? .passed
      : .failed("\(what) has \(found.text), the entry \(wanted.text)", at: found.range)
  }

  func checkAbsolute(_ file: PatternFileFacts?, _ what: String) -> Check {
    guard let file else { return .blocked("\(what) is not there") }
    return file.absolutePaths.first.map { .failed("\(what) names an absolute path", at: $0) }
      ?? .passed
  }

  func checkExamples() -> Check {
    guard let path = entry.paths[.examples] else { return .missing(.examples) }
    guard path.path.hasPrefix("\(registry.scope.name)/examples/") else {
      return .failed("\(path.path) does not lie below examples/", at: entry[.examples]?.range)
    }
    return examples.isEmpty
      ? .failed("\(path.path) holds no JSON file", at: entry[.examples]?.range) : .passed
  }

  var missingTest: String {
    "no file below tests/ is named test_\(entry[.name]?.text ?? "…")_*"
  }

  /// The first that fails speaks for all; none at all is no pass.
  func checkAll(
    _ files: [PatternFileFacts], _ what: String, _ check: (PatternFileFacts) -> Check
  ) -> Check {
    guard !files.isEmpty else { return .blocked("there is no \(what)") }
    return files.lazy.map(check).first { $0.outcome != .passed } ?? .passed
  }
}
