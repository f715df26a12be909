import SourceText

/// The line that a finding points at, cut to the width of a page, with its mark below.
struct SourceFrame {
  /// The line as it can be printed.
  let line: String
  /// Columns before the mark.
  let indent: Int
  /// Columns of the mark; at least one.
  let width: Int

  private static let pageWidth = 96
  /// Columns kept before the mark when the line is cut.
  private static let leadWidth = 48
  /// A minified file may hold a megabyte in one line: only what can be shown is decoded.
  private static let window = 400

  /// `nil` when the range is a whole file, or the file has no such line.
  init?(_ range: SourceRange, in file: SourceFile, _ lines: LineMap) {
    guard range.line > 0, let contents = lines.contents(ofLine: Int(range.line)) else { return nil }
    // The offset says it at once; counting columns costs the length of the line. They differ when the
    // file has changed, or when the span counts from elsewhere.
    let known = Int(range.span.start)
    let isKnown = lines.position(known) == (Int(range.line), Int(range.column))
    let offset =
      isKnown ? known : lines.offset(line: Int(range.line), column: Int(range.column))
    let start = min(max(offset, contents.lowerBound), contents.upperBound)
    let length = range.span.offsets.count
    let end = min(start + min(length, Self.window), contents.upperBound)
    var hashes = 0
    func cells(_ offsets: Range<Int>) -> [Cell] { Cell.cells(file.bytes[offsets], &hashes) }
    let before = cells(max(contents.lowerBound, start - Self.window)..<start)
    let marked = cells(start..<end)
    let after = cells(end..<min(contents.upperBound, end + Self.window))
    self.init(before, marked, after)
  }

  private init(_ before: [Cell], _ marked: [Cell], _ after: [Cell]) {
    var lead = before[...]
    if Cell.width(before) + Cell.width(marked) + Cell.width(after) > Self.pageWidth {
      var width = Cell.width(lead)
      while width > Self.leadWidth { width -= lead.removeFirst().width }
      if lead.count < before.count { lead.insert(.ellipsis, at: lead.startIndex) }
    }
    var rest = (marked + after)[...]
    let space = Self.pageWidth - Cell.width(lead)
    let isCut = Cell.width(rest) > space
    var width = Cell.width(rest)
    while width >= space, isCut { width -= rest.removeLast().width }
    if isCut { rest.append(.ellipsis) }
    line = lead.map(\.text).joined() + rest.map(\.text).joined()
    indent = Cell.width(lead)
    self.width = max(1, min(Cell.width(marked), space))
  }

  /// One scalar as printed.
  private struct Cell {
    let text: String
    let width: Int
    static let ellipsis = Cell(text: "…", width: 1)

    static func width(_ cells: some Sequence<Cell>) -> Int { cells.reduce(0) { $0 + $1.width } }

    /// `hashes` is how many `#` came directly before; see `ByteBuffer.append(visible:)`.
    static func cells(_ bytes: ArraySlice<UInt8>, _ hashes: inout Int) -> [Cell] {
      String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
        let isCommand = scalar == "[" && hashes >= 2
        hashes = scalar == "#" ? hashes + 1 : 0
        guard isCommand || scalar == "\t" || isUnsafeToPrint(scalar) else {
          return Cell(text: String(scalar), width: columns(of: scalar))
        }
        let text = visibleText((isCommand ? "##" : "") + String(scalar))
        let shown = isCommand ? String(text.dropFirst(2)) : text
        return Cell(text: shown, width: shown.utf8.count)
      }
    }
  }
}

/// The files that findings point into, one open at a time: findings are sorted by path.
struct OpenSource {
  private let load: (String) -> SourceFile?
  private var path: String?
  private var current: (file: SourceFile, lines: LineMap)?

  init(_ load: @escaping (String) -> SourceFile?) { self.load = load }

  /// The file and its lines; `nil` when it cannot be had.
  mutating func file(_ path: String) -> (file: SourceFile, lines: LineMap)? {
    if path == self.path { return current }
    self.path = path
    current = load(path).map { ($0, LineMap($0)) }
    return current
  }

  /// Where a range ends, from 1; `nil` for whole files and files that cannot be had.
  mutating func end(of range: SourceRange) -> (line: Int, column: Int)? {
    guard range.line > 0, let lines = file(range.path)?.lines else { return nil }
    let end = lines.position(Int(range.span.end))
    let isAfter = (end.line, end.column) >= (Int(range.line), Int(range.column))
    return isAfter ? end : nil
  }
}
