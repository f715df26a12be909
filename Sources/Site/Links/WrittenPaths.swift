/// A folder's path while a relative path is followed from it: bytes, because every link takes one.
struct ClimbingPath {
  /// Empty, or ends with `/` before a name is added.
  private var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Starts in the folder of a file.
  init(_ file: String) {
    bytes.reserveCapacity(96)
    bytes.append(contentsOf: file.utf8)
    dropName()
  }

  /// Follows `a/../b`; false when it leads above the start of everything.
  mutating func follow(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { path in
      var start = 0
      for index in 0...path.count where index == path.count || path[index] == UInt8(ascii: "/") {
        let name = UnsafeBufferPointer(rebasing: path[start..<index])
        start = index + 1
        if name.isEmpty || name.elementsEqual(".".utf8) { continue }
        if name.elementsEqual("..".utf8) {
          guard !bytes.isEmpty else { return false }
          bytes.removeLast()
          dropName()
        } else {
          bytes.append(contentsOf: name)
          if index < path.count { bytes.append(UInt8(ascii: "/")) }
        }
      }
      return true
    }
  }

  private mutating func dropName() {
    while let last = bytes.last, last != UInt8(ascii: "/") { bytes.removeLast() }
  }
}

/// The line that `L12` or `L12-L20` names; 0 for any other anchor.
func lineNumber(_ anchor: String) -> Int {
  guard anchor.utf8.first == UInt8(ascii: "L") else { return 0 }
  return Int(anchor.dropFirst().prefix { $0.isNumber }) ?? 0
}

/// True for addresses on other sites.
func isWebAddress(_ text: String) -> Bool {
  text.hasPrefix("https://") || text.hasPrefix("http://")
}

/// A destination up to its `#`, and what comes after.
func splitAnchor(_ destination: String) -> (target: String, anchor: String) {
  guard let hash = destination.utf8.firstIndex(of: UInt8(ascii: "#")) else {
    return (destination, "")
  }
  let anchor = destination[destination.utf8.index(after: hash)...]
  return (String(destination[..<hash]), percentDecoded(String(anchor)))
}

func withoutQuery(_ destination: String) -> String {
  guard let mark = destination.utf8.firstIndex(of: UInt8(ascii: "?")) else { return destination }
  return String(destination[..<mark])
}

/// Text with `%41` and the like decoded once; anything malformed stays as it is.
func percentDecoded(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
      let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
    {
      result.append(high << 4 | low)
      index += 3
    } else {
      result.append(bytes[index])
      index += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x37
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}
