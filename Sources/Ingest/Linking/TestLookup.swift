import SourceText
import TraceModel

extension Linker {
  /// Says of each result whether its test is gone or in doubt, and reports each file that lacks some once
  /// for a report.
  mutating func lookUpTests(
    _ isSource: (String) -> Bool, _ contents: @escaping (String) -> [UInt8]?
  ) {
    let tests = nodes.indices.filter { nodes[$0].key.kind == .test }
    guard let projectPaths, !tests.isEmpty else { return }
    var texts = TestTexts(TestFiles(projectPaths.files), contents)
    var lost: [[String]: (range: SourceRange, count: Int)] = [:]
    for number in tests {
      guard case .test(var facts) = nodes[number].detail,
        let loss = texts.loss(of: facts, isSource)
      else { continue }
      facts.isGone = loss != .unsure
      facts.isUnsure = loss == .unsure
      nodes[number].detail = .test(facts)
      guard case .sure(let loss) = loss else { continue }
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
  /// What the project has lost of a result.
  enum Loss: Equatable {
    /// In words.
    case sure(String)
    /// Its file does not define the test, and may have it all the same.
    case unsure
  }

  private let places: TestFiles
  private var files: BoundedFiles
  private var programs: PythonTests
  private var classes: Set<String>?

  init(_ places: TestFiles, _ contents: @escaping (String) -> [UInt8]?) {
    self.places = places
    files = BoundedFiles(contents)
    programs = PythonTests(places, contents)
  }

  /// `nil` where the test of a result is there, or where nobody can tell.
  mutating func loss(of facts: TestFacts, _ isSource: (String) -> Bool) -> Loss? {
    if let path = places.lost(facts, isSource) {
      // A class may stand in a file of another name.
      guard facts.file != nil || !path.hasSuffix(".java") || !declares(facts.className)
      else { return nil }
      return .sure("\u{201C}\(path)\u{201D}, which is not in the project any more")
    }
    guard let path = places.place(of: facts), path.hasSuffix(".py") else { return nil }
    return switch programs.presence(of: facts, in: path) {
    case .there: nil
    case .unsure: .unsure
    case .gone: .sure("a test that \u{201C}\(path)\u{201D} does not hold any more")
    }
  }

  private mutating func declares(_ name: String) -> Bool {
    let name = name.split(separator: ".").last?.split(separator: "$").first ?? ""
    var known = classes ?? []
    if classes == nil {
      for path in places.classFiles { known.formUnion(words(of: path) ?? []) }
    }
    classes = known
    return known.contains(String(name))
  }

  /// Every word of a program; `nil` for a file that is not to be read.
  private mutating func words(of path: String) -> Set<String>? {
    guard let bytes = files.file(path, below: "") else { return nil }
    return Set(bytes.split { !isWordPart($0) }.map { String(decoding: $0, as: UTF8.self) })
  }
}
