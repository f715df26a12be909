/// What makes an SVG unfit to be published, and where it stands; `nil` for a plain drawing.
///
/// A drawing opened on its own runs in the site's name. The test is deliberately blunt: elements that
/// run or embed, attributes that handle events, and addresses of other hosts.
public func dangerousPart(ofSVG bytes: [UInt8]) -> (what: String, offset: Int)? {
  let lowered = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
  let elements = [
    "script", "foreignobject", "iframe", "embed", "object", "handler", "set", "animate",
  ]
  var index = 0
  while index < lowered.count {
    if lowered[index] == UInt8(ascii: "<") {
      for name in elements where lowered[(index + 1)...].starts(with: name.utf8) {
        return ("an element \(name)", index)
      }
      if lowered[(index + 1)...].starts(with: "!entity".utf8) { return ("an entity", index) }
    }
    if isEventHandler(lowered, index) { return ("an event handler", index) }
    for scheme in ["javascript:", "href=\"http", "href='http", "href=\"//", "href='//", "@import"]
    where lowered[index] == scheme.utf8.first && lowered[index...].starts(with: scheme.utf8) {
      return ("a reference that runs or leaves the site", index)
    }
    index += 1
  }
  return nil
}

/// ` on…=`: white space, `on`, letters, an equals sign.
private func isEventHandler(_ bytes: [UInt8], _ index: Int) -> Bool {
  guard bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "/"), index + 4 < bytes.count,
    bytes[index + 1] == UInt8(ascii: "o"), bytes[index + 2] == UInt8(ascii: "n")
  else { return false }
  var end = index + 3
  while end < bytes.count, bytes[end] >= 0x61, bytes[end] <= 0x7A { end += 1 }
  while end < bytes.count, bytes[end] <= 0x20 { end += 1 }
  return end > index + 3 && end < bytes.count && bytes[end] == UInt8(ascii: "=")
}
