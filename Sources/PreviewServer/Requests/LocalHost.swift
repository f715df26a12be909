/// The names under which a browser on this machine reaches this machine.
///
/// A page of another site can make its own name point here, and would then be of one origin with the
/// preview; the name it must use for that gives it away.
enum LocalHost {
  /// Whether the value of a `Host` header is one of them, with any port or none.
  static func isLocal(_ host: String) -> Bool {
    let bytes = Array(host.utf8)
    guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
    if bytes.first == 0x5B {
      guard let end = bytes.firstIndex(of: 0x5D) else { return false }
      return isPort(bytes[(end + 1)...]) && bytes[...end].elementsEqual("[::1]".utf8)
    }
    let end = bytes.firstIndex(of: 0x3A) ?? bytes.endIndex
    return isPort(bytes[end...]) && isName(String(decoding: bytes[..<end], as: UTF8.self))
  }

  /// Whether an `Origin` header names the host that the request itself is for.
  static func isOrigin(_ origin: String, of host: String) -> Bool {
    let origin = origin.lowercased()
    let host = host.lowercased()
    // A proxy in front, such as that of an editor in a browser, may speak TLS.
    return origin == "http://\(host)" || origin == "https://\(host)"
  }

  private static func isName(_ name: String) -> Bool {
    let name = name.lowercased()
    if name == "localhost" || name == "127.0.0.1" { return true }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1 && labels.last == "localhost" && labels.allSatisfy(isLabel)
  }

  private static func isLabel(_ label: Substring) -> Bool {
    !label.isEmpty
      && label.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
      }
  }

  /// Nothing, or a colon and up to five digits.
  private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
    guard let colon = text.first else { return true }
    let digits = text.dropFirst()
    return colon == 0x3A && (1...5).contains(digits.count)
      && digits.allSatisfy { (0x30...0x39).contains($0) }
  }
}
