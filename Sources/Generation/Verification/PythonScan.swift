/// Tells strings and comments of Python from its code, byte by byte.
struct PythonScan {
  private(set) var lines: [PythonSource.Line] = []
  private var line = PythonSource.Line()
  private var isAtStart = true
  private var quote: (byte: UInt8, isLong: Bool, isFormat: Bool)?
  private var depth = 0
  /// What is behind this in a line is data.
  private static let lengthLimit = 2_000

  mutating func read(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == 0x0A {
        endLine()
      } else if let open = quote {
        index = inside(open, bytes, index)
        continue
      } else if !line.comment.isEmpty || byte == 0x23 {
        line.comment.append(byte)
      } else if byte == 0x22 || byte == 0x27 {
        index = begin(byte, bytes, index)
        continue
      } else {
        add(byte)
      }
      index += 1
    }
    if !isAtStart || !line.text.isEmpty { endLine() }
  }

  private mutating func add(_ byte: UInt8) {
    if isAtStart, byte == 0x20 || byte == 0x09 {
      line.indentation += byte == 0x20 ? 1 : 8
      return
    }
    isAtStart = false
    guard line.code.count < Self.lengthLimit else { return }
    line.code.append(byte)
    line.bare.append(byte)
  }

  private mutating func endLine() {
    if line.comment.first == 0x23 { line.comment.removeFirst() }
    lines.append(line)
    line = PythonSource.Line()
    isAtStart = true
    // A short string ends with its line, whatever its author meant.
    if quote?.isLong == false { quote = nil }
    depth = quote == nil ? 0 : depth
  }

  private mutating func begin(
    _ byte: UInt8, _ bytes: ArraySlice<UInt8>, _ index: Int
  ) -> Int {
    let isLong = bytes[index...].starts(with: [byte, byte, byte])
    let isFormat = line.code.last.map { $0 | 0x20 == 0x66 } ?? false
    quote = (byte, isLong, isFormat)
    if !isLong { add(byte) }
    isAtStart = false
    return index + (isLong ? 3 : 1)
  }

  private mutating func inside(
    _ open: (byte: UInt8, isLong: Bool, isFormat: Bool), _ bytes: ArraySlice<UInt8>, _ index: Int
  ) -> Int {
    let byte = bytes[index]
    if byte == 0x5C, index + 1 < bytes.endIndex, bytes[index + 1] != 0x0A {
      keep(byte, open.isLong)
      keep(bytes[index + 1], open.isLong)
      return index + 2
    }
    let closes =
      open.isLong
      ? bytes[index...].starts(with: [open.byte, open.byte, open.byte]) : byte == open.byte
    if closes {
      if !open.isLong { add(byte) }
      quote = nil
      depth = 0
      return index + (open.isLong ? 3 : 1)
    }
    keep(byte, open.isLong)
    if open.isFormat { field(byte) }
    return index + 1
  }

  private mutating func keep(_ byte: UInt8, _ isLong: Bool) {
    guard line.code.count + line.text.count < Self.lengthLimit else { return }
    if isLong { line.text.append(byte) } else { line.code.append(byte) }
  }

  /// What stands in the braces of an f-string is code.
  private mutating func field(_ byte: UInt8) {
    switch byte {
    case 0x7B:
      depth += 1
      line.bare.append(0x20)
    case 0x7D:
      depth = max(0, depth - 1)
      line.bare.append(0x20)
    default: if depth > 0, line.bare.count < Self.lengthLimit { line.bare.append(byte) }
    }
  }
}
