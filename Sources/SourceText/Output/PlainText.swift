/// Text on one line: line ends and runs of spaces become one space.
public func oneLine(_ text: String) -> String {
  var result: [UInt8] = []
  for byte in text.utf8 {
    let isSpace = byte == 0x20 || byte >= 0x09 && byte <= 0x0D
    if !isSpace {
      result.append(byte)
    } else if let last = result.last, last != 0x20 {
      result.append(0x20)
    }
  }
  if result.last == 0x20 { result.removeLast() }
  return String(decoding: result, as: UTF8.self)
}

/// `A` to `Z`, `a` to `z`, `0` to `9`.
public func isLetterOrDigit(_ byte: UInt8) -> Bool {
  byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
}
