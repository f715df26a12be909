public import SourceText
import TraceModel

extension Ingest {
  /// What programs and documents of one folder contradict in themselves and in each other.
  ///
  /// The same checks as for programs that a report shows: waits, keys, expectations, names that are
  /// used and not defined, state that is never written, handlers that are described and not there.
  /// A pure function of the files, sorted.
  public static func contradictions(in files: [SourceFile]) -> [Diagnostic] {
    var shown = ShownStatements()
    var found: [Diagnostic] = []
    let written = WrittenNames(files)
    for file in files.sorted(by: { $0.path < $1.path }) {
      guard file.path.hasSuffix(".py") || file.path.hasSuffix(".md") else { continue }
      var scan = ReportScan(file, lines: LineMap(file), subject: nil, type: nil)
      scan.shown = shown
      scan.readFile(written)
      shown = scan.shown
      found += scan.draft.document.diagnostics
    }
    // What files say of each other belongs to none of them.
    let none = SourceFile(path: "", bytes: [])
    var scan = ReportScan(none, lines: LineMap(none), subject: nil, type: nil)
    scan.shown = shown
    scan.checkShown()
    found += scan.draft.document.diagnostics + scan.draft.document.claims.compactMap(wrong)
    var seen: Set<Diagnostic> = []
    return found.filter { seen.insert($0).inserted }.sorted()
  }

  /// A sum that is stated in one file and taken in another.
  private static func wrong(_ claim: StatedClaim) -> Diagnostic? {
    guard case .whole(.figure(let figure)) = claim.subject, !figure.agrees else { return nil }
    return Diagnostic(
      IngestRules.statedWaits, at: claim.declared.range,
      "\(figure.label): declared \(claim.declared.text.clipped), computed \(figure.computed); "
        + figure.explanation)
  }
}

extension ReportScan {
  /// A whole file instead of a block of a report; documents have their own reader for the rest.
  fileprivate mutating func readFile(_ written: WrittenNames) {
    let count = min(draft.lines.count, 10_000)
    guard count > 0, file.bytes.count < 1 << 20 else { return }
    let text = CompanionText(file, draft.lines, in: 1...count)
    guard file.path.hasSuffix(".py") else { return readDocument(text) }
    let program = ProgramLines(text, rows: text.rows.indices, language: "python")
    program.check(into: &draft, &shown.schedules)
    readBehaviour(program)
    let names = ProgramText(String(decoding: file.bytes, as: UTF8.self))
    for name in names.undefined.prefix(20) {
      draft.warn(
        IngestRules.undefinedName, place(of: name, program),
        "the program neither defines nor imports \(name.clipped)")
    }
    // Tests read what others have written: records of the engine, doubles of ports.
    let name = file.path.split(separator: "/").last ?? ""
    guard !file.path.hasPrefix("tests/"), !name.hasPrefix("test_"), name != "conftest.py" else {
      return
    }
    for name in names.neverWritten.prefix(20) where !written.contains(name) {
      draft.warn(
        IngestRules.stateNeverWritten, place(of: name, program),
        "the program reads \(name.clipped) of its state, and never writes it")
    }
  }

  /// The first line of code that holds a name.
  private func place(of name: String, _ program: ProgramLines) -> SourceRange {
    let line = program.lines.first { line in
      line.code.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == name }
    }
    return line.map { draft.lines.range($0.span) } ?? .file(file.path)
  }
}

/// Names that some program of a folder assigns, declares or fills, whatever they belong to.
private struct WrittenNames {
  private var names: Set<String> = []

  /// Of enumerations, errors and classes: nobody writes them.
  private static let given: Set<String> = ["value", "name", "args"]

  init(_ files: [SourceFile]) {
    for file in files where file.path.hasSuffix(".py") { read(file.bytes.prefix(1 << 20)) }
  }

  func contains(_ name: String) -> Bool {
    names.contains(name) || Self.given.contains(name) || name.hasPrefix("__")
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index].isNameByte else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.endIndex, bytes[index].isNameByte { index += 1 }
      if Self.writes(bytes[index...]) {
        names.insert(String(decoding: bytes[start..<index], as: UTF8.self))
      }
    }
  }

  /// `=`, `+=`, `: type`, `[key] =` and `(`, but no comparison.
  private static func writes(_ rest: ArraySlice<UInt8>) -> Bool {
    let text = rest.prefix(60).drop { $0 == 0x20 }
    guard let first = text.first else { return false }
    let second = text.dropFirst().first
    switch first {
    case 0x3D: return second != 0x3D
    case 0x3A: return second == 0x20
    case 0x2B, 0x2D: return second == 0x3D
    case 0x28: return true
    case 0x5B:
      guard let close = text.firstIndex(of: 0x5D) else { return false }
      return writes(text[(close + 1)...])
    default: return false
    }
  }
}
