import SourceText

/// The lines of a rendered file, with the bytes of each.
struct ArtifactLines {
  let lines: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  /// A line without the spaces before and behind it, and how many stood before it.
  func trimmed(_ index: Int) -> (text: ArraySlice<UInt8>, indentation: Int) {
    let line = lines[index]
    var text = line.drop { $0 == 0x20 || $0 == 0x09 }
    let indentation = line.count - text.count
    while let last = text.last, last == 0x20 || last == 0x0D || last == 0x09 { text.removeLast() }
    return (text, indentation)
  }
}

extension ArraySlice<UInt8> {
  func begins(with text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount
      && text.withUTF8Buffer { prefix($0.count).elementsEqual($0) }
  }

  var string: String { String(decoding: self, as: UTF8.self) }
}

/// Finds the blocks that comments begin and end.
struct BlockScan {
  private(set) var blocks: [ArtifactBlock] = []
  /// What is wrong with the marks, with the line; empty for what a sound pack gives.
  private(set) var faults: [(line: Int, text: String)] = []
  private var open: [(block: ArtifactBlock, line: Int)] = []

  init(_ lines: ArtifactLines) {
    for index in lines.lines.indices {
      guard let mark = Self.mark(lines.trimmed(index).text) else { continue }
      if mark.begins(with: "begin ") { begin(mark.dropFirst(6), index + 1) } else { end(index + 1) }
    }
    for left in open { faults.append((left.line, "block \"\(left.block.name)\" is never ended")) }
    blocks.sort { ($0.lines.lowerBound, $0.name) < ($1.lines.lowerBound, $1.name) }
  }

  /// What stands behind `throughline:` in a comment that holds nothing else.
  private static func mark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    if line.begins(with: "# throughline:") { return line.dropFirst(14) }
    guard line.begins(with: "<!-- throughline:") else { return nil }
    var text = line.dropFirst(17)
    while let last = text.last,
      last == UInt8(ascii: ">") || last == UInt8(ascii: "-") || last == 0x20
    {
      text.removeLast()
    }
    return text
  }

  private mutating func begin(_ text: ArraySlice<UInt8>, _ line: Int) {
    let name = text.prefix { $0 != 0x20 }.string
    let rest = text.dropFirst(name.utf8.count).drop { $0 == 0x20 }
    guard rest.first == UInt8(ascii: "["), rest.last == UInt8(ascii: "]") else {
      faults.append((line, "block \"\(name)\" names no ids; expected [] behind its name"))
      return
    }
    let ids = rest.dropFirst().dropLast().split(separator: UInt8(ascii: ","))
      .map { oneLine($0.string) }.map { $0.hasPrefix(" ") ? String($0.dropFirst()) : $0 }
    let block = ArtifactBlock(
      name: name, ids: ids.filter { !$0.isEmpty }.withoutRepetition, lines: line...line)
    open.append((block, line))
  }

  private mutating func end(_ line: Int) {
    guard var last = open.popLast() else {
      faults.append((line, "a block is ended that was never begun"))
      return
    }
    last.block.lines = last.line...line
    blocks.append(last.block)
  }
}

/// Finds tests of Python with their marks.
struct TestScan {
  private(set) var tests: [ArtifactTest] = []
  private var pending: (constraints: [String], modes: [String]) = ([], [])
  private var group: (name: String, indentation: Int, constraints: [String], modes: [String])?
  private var isInText = false

  init(_ lines: ArtifactLines) {
    for index in lines.lines.indices {
      let (text, indentation) = lines.trimmed(index)
      // Text in triple quotes is about tests and never one.
      let isOdd = Self.tripleQuotes(in: text) % 2 == 1
      if isInText {
        if isOdd { isInText = false }
        continue
      }
      if isOdd { isInText = true }
      read(text, indentation, index + 1)
    }
  }

  private static func tripleQuotes(in text: ArraySlice<UInt8>) -> Int {
    var (count, run) = (0, 0)
    for byte in text {
      run = byte == 0x22 ? run + 1 : 0
      if run == 3 { (count, run) = (count + 1, 0) }
    }
    return count
  }

  private mutating func read(_ text: ArraySlice<UInt8>, _ indentation: Int, _ line: Int) {
    if text.isEmpty || text.first == UInt8(ascii: "#") { return }
    if let group, indentation <= group.indentation { self.group = nil }
    if text.begins(with: "@pytest.mark.constraint(") {
      pending.constraints += Self.texts(in: text)
    } else if text.begins(with: "@pytest.mark.failure_mode(") {
      pending.modes += Self.texts(in: text)
    } else if text.begins(with: "class ") {
      group = (Self.name(text.dropFirst(6)), indentation, pending.constraints, pending.modes)
      pending = ([], [])
    } else if text.begins(with: "def test") || text.begins(with: "async def test") {
      addTest(text.dropFirst(text.begins(with: "def") ? 4 : 10), line)
    } else if text.begins(with: "def ") || text.begins(with: "async def ") {
      pending = ([], [])
    }
  }

  private mutating func addTest(_ text: ArraySlice<UInt8>, _ line: Int) {
    let name = Self.name(text)
    tests.append(
      ArtifactTest(
        name: group.map { "\($0.name).\(name)" } ?? name,
        constraints: ((group?.constraints ?? []) + pending.constraints).withoutRepetition,
        failureModes: ((group?.modes ?? []) + pending.modes).withoutRepetition, line: line))
    pending = ([], [])
  }

  private static func name(_ text: ArraySlice<UInt8>) -> String {
    text.prefix { $0 != 0x28 && $0 != 0x3A && $0 != 0x20 }.string
  }

  /// The texts in double quotes of a call.
  private static func texts(in text: ArraySlice<UInt8>) -> [String] {
    text.split(separator: 0x22, omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { $0.element.string }
  }
}
