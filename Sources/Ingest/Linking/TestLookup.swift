import SourceText
import TraceModel

extension Linker {
  /// Says of each result whether its test is gone, and reports each file that lacks some once for a
  /// report.
  mutating func lookUpTests(
    _ isSource: (String) -> Bool, _ contents: @escaping (String) -> [UInt8]?
  ) {
    let tests = nodes.indices.filter { nodes[$0].key.kind == .test }
    guard let projectPaths, !tests.isEmpty else { return }
    let files = TestFiles(projectPaths.files)
    var texts = TestTexts(contents)
    var lost: [[String]: (range: SourceRange, count: Int)] = [:]
    for number in tests {
      guard case .test(var facts) = nodes[number].detail,
        let loss = texts.loss(of: facts, files, isSource)
      else { continue }
      facts.isGone = true
      nodes[number].detail = .test(facts)
      let range = nodes[number].range
      lost[[range.path, loss], default: (range, 0)].count += 1
    }
    for (names, found) in lost {
      let results = found.count == 1 ? "1 result is" : "\(found.count) results are"
      diagnostics.append(
        Diagnostic(IngestRules.resultGone, at: found.range, "\(results) of \(names[1])"))
    }
  }
}

/// The texts of tests, as far as they tell whether a test is still there.
struct TestTexts {
  private var files: BoundedFiles
  private var names: [String: Set<String>] = [:]
  private var classes: Set<String>?

  init(_ contents: @escaping (String) -> [UInt8]?) { files = BoundedFiles(contents) }

  /// What the project has lost of a result, in words; `nil` where its test is there, or where nobody can
  /// tell.
  mutating func loss(
    of facts: TestFacts, _ files: TestFiles, _ isSource: (String) -> Bool
  ) -> String? {
    if let path = files.lost(facts, isSource) {
      // A class may stand in a file of another name.
      guard facts.file != nil || !path.hasSuffix(".java") || !declares(facts.className, files)
      else { return nil }
      return "\u{201C}\(path)\u{201D}, which is not in the project any more"
    }
    guard let path = files.place(of: facts), path.hasSuffix(".py"), !holds(facts, path) else {
      return nil
    }
    return "a test that \u{201C}\(path)\u{201D} does not hold any more"
  }

  private mutating func declares(_ name: String, _ files: TestFiles) -> Bool {
    let name = name.split(separator: ".").last?.split(separator: "$").first ?? ""
    var known = classes ?? []
    if classes == nil {
      for path in files.classFiles { known.formUnion(words(of: path) ?? []) }
    }
    classes = known
    return known.contains(String(name))
  }

  /// Whether a Python file names a test, or may have it from elsewhere.
  ///
  /// Only names of functions are looked for: a description may be put together while the tests run.
  private mutating func holds(_ facts: TestFacts, _ path: String) -> Bool {
    let name = facts.name.prefix { $0 != "[" && $0 != "(" }
    guard name.hasPrefix("test"), name.utf8.allSatisfy(isWordPart),
      let words = words(of: path), !words.contains(String(name))
    else { return true }
    // `test_once_0` may be made of `test_once`, or of `"test_" + name`.
    let isMade = name.indices.contains { place in
      name[place] == "_"
        && (words.contains(String(name[...place]))
          || place > name.index(name.startIndex, offsetBy: 4)
            && words.contains(String(name[..<place])))
    }
    return isMade || inherits(facts, path)
  }

  /// Whether the class of a test may have it from another class, or its file from another file.
  private mutating func inherits(_ facts: TestFacts, _ path: String) -> Bool {
    let text = String(decoding: files.file(path, below: "") ?? [], as: UTF8.self)
    if text.contains("import *") { return true }
    guard let name = facts.className.split(separator: ".").last,
      let place = text.firstRange(of: "class \(name)(")
    else { return false }
    let bases = text[place.upperBound...].prefix { $0 != ")" }
    return !bases.isEmpty && bases != "object" && !bases.hasSuffix("TestCase")
  }

  /// Every word of a program; `nil` for a file that is not to be read.
  private mutating func words(of path: String) -> Set<String>? {
    if let known = names[path] { return known }
    guard let bytes = files.file(path, below: "") else { return nil }
    let words = Set(
      bytes.split { !isWordPart($0) }.map { String(decoding: $0, as: UTF8.self) })
    names[path] = words
    return words
  }
}

/// Letters, digits, `_`, and whatever is not ASCII.
private func isWordPart(_ byte: UInt8) -> Bool {
  isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
}
