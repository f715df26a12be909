/// Finds secrets by their form in one pass over a text.
struct SecretScan {
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Where the secrets stand, ascending.
  func secrets() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      if mayBegin(index), let secret = secret(at: index) {
        found.append(secret)
        index = max(secret.upperBound, index + 1)
      } else {
        index += 1
      }
    }
    return found
  }

  /// Whether two bytes begin something that is looked for: nearly everywhere they do not.
  @inline(__always)
  private func mayBegin(_ index: Int) -> Bool {
    let first = bytes[index] | 0x20
    switch first {
    case 0x61, 0x62, 0x63, 0x65, 0x67, 0x70, 0x73, 0x74, 0x78, 0x2D, 0x3A: break
    default: return false
    }
    guard index + 1 < bytes.count else { return false }
    switch (first, bytes[index + 1] | 0x20) {
    case (0x61, 0x75), (0x61, 0x70), (0x61, 0x63), (0x61, 0x6B), (0x61, 0x73), (0x61, 0x69),
      (0x62, 0x65), (0x62, 0x61), (0x63, 0x72), (0x63, 0x6F), (0x65, 0x79), (0x67, 0x68),
      (0x67, 0x69), (0x67, 0x6C), (0x70, 0x61), (0x70, 0x72), (0x73, 0x65), (0x73, 0x6B),
      (0x74, 0x6F), (0x78, 0x6F), (0x2D, 0x2D), (0x3A, 0x2F):
      return true
    default: return false
    }
  }

  /// The bytes to be replaced when a secret begins here.
  private func secret(at index: Int) -> Range<Int>? {
    switch bytes[index] {
    case 0x2D: return privateKey(index)
    case 0x3A: return userPassword(index)
    default: break
    }
    if index == 0 || !isWord(bytes[index - 1]) {
      if let found = scheme(index) ?? prefixed(index) { return found }
    }
    return assignment(index)
  }

  func starts(_ index: Int, _ word: StaticString, ignoresCase: Bool = true) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for place in 0..<count {
      var byte = bytes[index + place]
      if ignoresCase, (0x41...0x5A).contains(byte) { byte += 0x20 }
      if byte != word.utf8Start[place] { return false }
    }
    return true
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
    default: false
    }
  }

  /// Characters that tokens are made of.
  func tokenEnd(_ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E, 0x2B, 0x2F, 0x3D, 0x7E:
        index += 1
      default: return index
      }
    }
    return index
  }
}
