import SourceText
import TraceModel

/// One pattern of an index with its files: what the requirements are checked on.
struct PatternSubject {
  typealias Check = PatternCompliance.Check

  let entry: PatternEntry
  let registry: RegistryFiles
  /// Named after the pattern, below `tests/`.
  let tests: [PatternFileFacts]
  /// Below the folder that the entry names.
  let examples: [PatternFileFacts]

  init(_ entry: PatternEntry, _ registry: RegistryFiles) {
    self.entry = entry
    self.registry = registry
    tests = entry[.name].map { registry.tests(named: $0.text) } ?? []
    examples = entry.paths[.examples].map { registry.examples(below: $0.path) } ?? []
  }

  /// The file that a field leads to, when it was read or has a sidecar.
  func file(_ field: PatternField) -> PatternFileFacts? {
    entry.paths[field].flatMap { registry.file($0.path) }
  }

  /// Something is at the path of a field.
  func isThere(_ field: PatternField) -> Bool {
    guard let path = entry.paths[field] else { return false }
    return path.exists ?? (registry.file(path.path)?.isRead == true)
  }

  /// The file of a field, when it was read itself.
  func readFile(_ field: PatternField) -> PatternFileFacts? {
    file(field).flatMap { $0.isRead ? $0 : nil }
  }

  // One table: the requirement on the left, its check on the right.
  func check(_ requirement: PatternRequirement) -> Check {
    switch requirement.shortID {
    case "011": checkFields()
    case "012": checkFormat(entry[.docID])
    case "013": checkFolders()
    case "014": checkOwnID()
    case "020": checkFile(.spec, ".pattern.yaml")
    case "021": checkHeader()
    case "022": checkSame(readFile(.spec), \.docID, "the specification")
    case "023": checkAbsolute(readFile(.spec), "the specification")
    case "030": checkFile(.schema, ".schema.json")
    case "031": checkHas(readFile(.schema), \.docID, "the schema", "doc_id")
    case "032":
      file(.schema)?.linkedDocID == nil
        ? .failed("neither the schema nor a sidecar gives a doc_id") : .passed
    case "033": checkSame(file(.schema), \.linkedDocID, "the schema", isBlockedWithout: true)
    case "040": checkFile(.executor, "_executor.")
    case "041": checkHas(readFile(.executor), \.docID, "the executor", "DOC_LINK")
    case "042": checkSame(readFile(.executor), \.docID, "the executor")
    case "043": checkAbsolute(readFile(.executor), "the executor")
    case "050": checkExamples()
    case "051": checkAll(examples, "example") { checkHas($0, \.docID, $0.path, "doc_id") }
    case "052": checkAll(examples, "example") { checkSame($0, \.docID, $0.path) }
    case "060": tests.isEmpty ? .failed(missingTest) : .passed
    case "061": checkAll(tests, "test") { checkHas($0, \.docID, $0.path, "DOC_LINK") }
    case "062": checkAll(tests, "test") { checkSame($0, \.docID, $0.path) }
    case "070": checkAllSame()
    case "SYS-001": checkOneID()
    case "SYS-002": checkShort()
    default: checkFormats()
    }
  }

  // MARK: the entry

  private func checkFields() -> Check {
    let missing = entry.missing.map(\.rawValue)
    return missing.isEmpty ? .passed : .failed("the entry lacks \(listed(missing))")
  }

  private func checkFolders() -> Check {
    for field in PatternField.paths {
      guard let path = entry.paths[field], let folder = field.folder else {
        return .missing(field)
      }
      guard path.path.hasPrefix("\(registry.scope.name)/\(folder)/") else {
        return .failed(
          "\(field.rawValue) leads to \(path.path), not below \(folder)/", at: entry[field]?.range)
      }
      if field == .test, path.exists == false {
        return .failed("no file is at \(path.path)", at: entry[field]?.range)
      }
    }
    return .passed
  }

  private func checkOwnID() -> Check {
    guard let id = entry[.docID] else { return .missing(.docID) }
    return registry.owners(of: id.text) > 1
      ? .failed("\(id.text) is the doc_id of several patterns", at: id.range) : .passed
  }

  // MARK: files

  /// There, in its folder, and named after the pattern.
  private func checkFile(_ field: PatternField, _ ending: String) -> Check {
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

  private func checkHeader() -> Check {
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

  private func checkHas(
    _ file: PatternFileFacts?, _ id: (PatternFileFacts) -> Prose?, _ what: String, _ key: String
  ) -> Check {
    guard let file else { return .blocked("\(what) is not there") }
    return id(file) == nil ? .failed("\(what) has no \(key)") : .passed
  }

  private func checkSame(
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

  private func checkAbsolute(_ file: PatternFileFacts?, _ what: String) -> Check {
    guard let file else { return .blocked("\(what) is not there") }
    return file.absolutePaths.first.map { .failed("\(what) names an absolute path", at: $0) }
      ?? .passed
  }

  private func checkExamples() -> Check {
    guard let path = entry.paths[.examples] else { return .missing(.examples) }
    guard path.path.hasPrefix("\(registry.scope.name)/examples/") else {
      return .failed("\(path.path) does not lie below examples/", at: entry[.examples]?.range)
    }
    return examples.isEmpty
      ? .failed("\(path.path) holds no JSON file", at: entry[.examples]?.range) : .passed
  }

  private var missingTest: String {
    "no file below tests/ is named test_\(entry[.name]?.text ?? "…")_*"
  }

  /// The first that fails speaks for all; none at all is no pass.
  private func checkAll(
    _ files: [PatternFileFacts], _ what: String, _ check: (PatternFileFacts) -> Check
  ) -> Check {
    guard !files.isEmpty else { return .blocked("there is no \(what)") }
    return files.lazy.map(check).first { $0.outcome != .passed } ?? .passed
  }
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return "\(words.dropLast().joined(separator: ", ")) and \(last)"
}
