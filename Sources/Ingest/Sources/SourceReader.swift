import SourceText
import TraceModel

/// Reads program text in any language for marks that name what it is for: one range of lines a mark.
///
/// A mark is a claim of the code's author. Its links have the basis `marked`, and what it says is
/// never more than that code or a test is there.
enum SourceReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { read(file, markers: []) }

  static func read(_ file: SourceFile, markers: [SourceMarker]) -> [TraceDocument] {
    var document = TraceDocument(path: file.path, scope: Scope(root: file.path, name: ""))
    if file.bytes.prefix(8_192).contains(0) {
      document.diagnostics = [
        Diagnostic(
          IngestRules.sourceBinary, at: .file(file.path), "expected program text, found a NUL byte")
      ]
      document.isDegraded = true
      return [document]
    }
    if file.path.hasSuffix(".py") { document.names = names(file) }
    let lines = SourceLines(file.bytes)
    let marks = SourceMarks(markers)
    let found = lines.marked { marks.marks(in: $0) }
    // Most files have none; their lines are not counted again.
    guard !found.isEmpty else { return [document] }
    let map = LineMap(file)
    let role = role(of: file.path)
    for (line, marks) in found {
      let extent = marks.map(\.extent).max() ?? .block
      let range = lines.range(from: line, extent)
      var item = item(marks, line, range, lines, map, file.path, role)
      if case .sourceRange(var facts) = item.detail {
        facts.fileLines = lines.contents.count
        item.detail = .sourceRange(facts)
      }
      document.items.append(item)
    }
    return [document]
  }

  /// What a module in Python defines and uses.
  private static func names(_ file: SourceFile) -> StatedNames {
    let text = CompanionText(file)
    let program = ProgramLines(text, rows: text.rows.indices, language: "python")
    var names = NameReading.names(of: program, text.lines)
    ThresholdReading.read(text, into: &names.thresholds)
    // What lies behind the end of what was looked at may define anything.
    if program.isCut { names.definitions = nil }
    return names
  }

  private static func item(
    _ marks: [SourceMark], _ line: Int, _ about: ClosedRange<Int>, _ lines: SourceLines,
    _ map: LineMap, _ path: String, _ role: ArtifactRole
  ) -> DeclaredItem {
    let span = lines.contents[line]
    let range = map.range(span.lowerBound, span.upperBound)
    let facts = SourceRangeFacts(
      path: path, firstLine: about.lowerBound + 1, lastLine: about.upperBound + 1, role: role)
    let shown =
      about.count > 1
      ? "\(facts.firstLine)\u{2013}\(facts.lastLine)" : "\(facts.firstLine)"
    var item = DeclaredItem(
      kind: .sourceRange, id: Prose("L\(line + 1)", at: range), hasGivenID: true,
      title: Prose("\(path):\(shown)", at: range), detail: .sourceRange(facts), range: range)
    item.links = marks.map { mark in
      let kind: LinkKind =
        mark.link ?? (mark.isReference ? .references : role == .test ? .verifies : .satisfies)
      var link = DeclaredLink(
        kind, to: mark.id, at: range, remark: mark.remark, basis: .marked)
      link.isOptional = !mark.isExplicit
      return link
    }
    // A declared artifact of this path is what the range belongs to.
    item.links.append(.optional(.references, to: path, at: range, .marked))
    return item
  }

  /// Tests lie in a folder of tests, or say so in their name.
  static func role(of path: String) -> ArtifactRole {
    let parts = path.split(separator: "/").map { $0.lowercased() }
    let folders: Set<String> = ["test", "tests", "spec", "specs", "__tests__"]
    if parts.dropLast().contains(where: folders.contains) { return .test }
    let stem = parts.last?.prefix { $0 != "." } ?? ""
    let isTest =
      stem.hasPrefix("test_") || stem.hasSuffix("_test") || stem.hasSuffix("tests")
      || parts.last?.contains(".test.") == true || parts.last?.contains(".spec.") == true
    return isTest ? .test : .code
  }
}

/// The lines of a file with their indentation, found in one pass.
struct SourceLines {
  /// Of each line, without its end.
  private(set) var contents: [Range<Int>] = []
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      contents.append(start..<index)
      start = index + 1
    }
    if start < bytes.count { contents.append(start..<bytes.count) }
  }

  /// The lines that hold marks, in order, from 0.
  func marked(
    _ marks: (ArraySlice<UInt8>) -> [SourceMark]
  ) -> [(line: Int, marks: [SourceMark])] {
    contents.indices.compactMap { line in
      let found = marks(bytes[contents[line]])
      return found.isEmpty ? nil : (line, found)
    }
  }

  /// The lines that a mark on a line is about.
  func range(from line: Int, _ extent: SourceMarker.Extent) -> ClosedRange<Int> {
    switch extent {
    case .block: line...blockEnd(from: line)
    case .line: line...line
    case .file: 0...max(line, contents.count - 1)
    }
  }

  /// The last line of the block that a mark stands before or in, by indentation; a line that closes
  /// it belongs to it. Marks inside it have blocks of their own.
  func blockEnd(from line: Int) -> Int {
    let limit = contents.count
    var first = line
    while first < limit, isComment(first) { first += 1 }
    guard first < limit, let base = indentation(first) else { return line }
    var last = first
    for number in (first + 1)..<max(limit, first + 1) {
      guard let indent = indentation(number) else { continue }
      guard indent > base else {
        if indent == base, closes(number) { last = number }
        break
      }
      last = number
    }
    return last
  }

  /// `nil` for a blank line.
  private func indentation(_ line: Int) -> Int? {
    bytes[contents[line]].firstIndex { $0 > 0x20 }.map { $0 - contents[line].lowerBound }
  }

  /// A line of comment, a decorator, or nothing: what a mark before a definition stands in.
  private func isComment(_ line: Int) -> Bool {
    guard let first = bytes[contents[line]].firstIndex(where: { $0 > 0x20 }) else { return true }
    switch bytes[first] {
    case UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "*"): return true
    case UInt8(ascii: "/"), UInt8(ascii: "-"):
      let second = first + 1
      guard second < contents[line].upperBound else { return false }
      return bytes[second] == bytes[first] || bytes[second] == UInt8(ascii: "*")
    default: return false
    }
  }

  private func closes(_ line: Int) -> Bool {
    let text = bytes[contents[line]].drop { $0 <= 0x20 }
    return text.first == UInt8(ascii: "}") || text.first == UInt8(ascii: ")")
      || text.first == UInt8(ascii: "]") || text.starts(with: Array("end".utf8))
  }
}
