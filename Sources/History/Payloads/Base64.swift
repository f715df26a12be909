/// The bytes of base64, standard or for URLs, with or without padding; `nil` for anything else.
public func decodedBase64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
  var digits = text
  while digits.last == 0x3D, text.count - digits.count < 2 { digits = digits.dropLast() }
  guard digits.count % 4 != 1 else { return nil }
  var result: [UInt8] = []
  result.reserveCapacity(digits.count / 4 * 3 + 2)
  var bits: UInt32 = 0
  var count = 0
  for byte in digits {
    guard let value = base64Value(byte) else { return nil }
    bits = bits << 6 | value
    count += 6
    if count >= 8 {
      count -= 8
      result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  return result
}

private func base64Value(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x41...0x5A: UInt32(byte) - 0x41
  case 0x61...0x7A: UInt32(byte) - 0x61 + 26
  case 0x30...0x39: UInt32(byte) - 0x30 + 52
  case 0x2B, 0x2D: 62
  case 0x2F, 0x5F: 63
  default: nil
  }
}

private let base64Digits = Array(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

/// Standard base64 with padding.
public func encodedBase64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity((bytes.count + 2) / 3 * 4)
  var index = bytes.startIndex
  while index < bytes.endIndex {
    let group = bytes[index..<min(index + 3, bytes.endIndex)]
    var bits: UInt32 = 0
    for place in 0..<3 {
      let byte = place < group.count ? group[group.startIndex + place] : 0
      bits = bits << 8 | UInt32(byte)
    }
    for place in 0..<4 {
      let digit = base64Digits[Int(bits >> UInt32(18 - place * 6) & 63)]
      result.append(place <= group.count ? digit : 0x3D)
    }
    index += 3
  }
  return result
}
