public import SourceText

/// The faults of one file, bounded in number so that a hostile file cannot flood its reader.
struct Findings {
  let lines: LineMap
  private(set) var diagnostics: [Diagnostic] = []
  private var omitted = 0

  /// A person fixes a handful at a time; the bound keeps the cost of messages linear.
  static let limit = 100

  init(lines: LineMap) { self.lines = lines }

  var isFull: Bool { diagnostics.count >= Self.limit }

  /// Notes a fault; its text is built only when there is room for it.
  mutating func add(
    _ rule: Rule, _ span: Span, _ summary: @autoclosure () -> String, note: String? = nil,
    at place: Span? = nil, fix: String? = nil
  ) {
    guard !isFull else {
      omitted += 1
      return
    }
    let notes = note.map { [Diagnostic.Note($0, at: place.map { lines.range($0) })] } ?? []
    diagnostics.append(Diagnostic(rule, at: lines.range(span), summary(), notes: notes, fix: fix))
  }

  /// Notes a fault of the file as a whole.
  mutating func addForFile(_ rule: Rule, _ path: String, _ summary: String) {
    diagnostics.append(Diagnostic(rule, at: .file(path), summary, fix: "split the file"))
  }

  /// All diagnostics; the last one says how many were left out.
  var reported: [Diagnostic] {
    guard omitted > 0, var last = diagnostics.last else { return diagnostics }
    last.notes.append(.init("\(omitted) more faults of this file are not shown"))
    return diagnostics.dropLast() + [last]
  }
}

/// Text from a file between quotes, shortened so that a message stays one line.
func quoted(_ text: String) -> String {
  let limit = 60
  let isLong = text.unicodeScalars.dropFirst(limit).first != nil
  var result = "\""
  for scalar in text.unicodeScalars.prefix(limit) {
    result.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
  }
  return result + (isLong ? "…\"" : "\"")
}

/// Bytes of a text that are not UTF-8, and control characters in it, each at its place.
///
/// For formats that no parser of this module reads, such as Markdown.
public func textFindings(of file: SourceFile) -> [Diagnostic] {
  var findings = Findings(lines: LineMap(file))
  file.bytes.withUnsafeBufferPointer { bytes in
    EncodingCheck(bytes, refusesControls: true).report(bytes, base: 0, to: &findings)
  }
  return findings.reported
}
