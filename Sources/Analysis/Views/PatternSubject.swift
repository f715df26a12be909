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
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return "\(words.dropLast().joined(separator: ", ")) and \(last)"
}
