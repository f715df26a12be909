import SourceText

/// Finds bytes that are not UTF-8, and raw control characters, before a parser sees them.
///
/// libyaml reports both without a line, and decoding into a `String` would repair the first in
/// silence.
struct EncodingCheck {
  /// What is wrong with some bytes.
  enum Fault: Equatable {
    case invalidUTF8
    case control(UInt32)
  }

  struct Finding: Equatable {
    var offsets: Range<Int>
    var fault: Fault
  }

  private(set) var findings: [Finding] = []
  private(set) var isASCII = true
  private let refusesControls: Bool

  /// Looks through `bytes`; stops after as many findings as a file may show.
  ///
  /// With `refusesControls` it also finds what YAML calls non-printable. JSON decides about control
  /// characters by where they stand, so its reader looks for itself.
  init(_ bytes: UnsafeBufferPointer<UInt8>, refusesControls: Bool) {
    self.refusesControls = refusesControls
    var index = 0
    while index < bytes.count, findings.count < Findings.limit {
      if index + 8 <= bytes.count, isPlainText(bytes, at: index) {
        index += 8
      } else if bytes[index] < 0x80 {
        checkControl(UInt32(bytes[index]), index..<index + 1)
        index += 1
      } else {
        index = checkSequence(bytes, at: index)
      }
    }
  }

  /// Eight bytes of ASCII without control characters; a line end makes it false, which costs a
  /// slower step and nothing else.
  private func isPlainText(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
    let highBits: UInt64 = 0x8080_8080_8080_8080
    if word & highBits != 0 { return false }
    guard refusesControls else { return true }
    let belowSpace = (word &- 0x2020_2020_2020_2020) & highBits
    let deletes = word ^ 0x7F7F_7F7F_7F7F_7F7F
    return belowSpace | ((deletes &- 0x0101_0101_0101_0101) & ~deletes & highBits) == 0
  }

  private mutating func checkControl(_ scalar: UInt32, _ offsets: Range<Int>) {
    guard refusesControls, isControl(scalar) else { return }
    findings.append(Finding(offsets: offsets, fault: .control(scalar)))
  }

  private func isControl(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private mutating func checkSequence(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    isASCII = false
    if let (scalar, length) = decodedScalar(bytes, at: index) {
      checkControl(scalar, index..<index + length)
      return index + length
    }
    // Neighbouring bad bytes are one fault: a Latin-1 word or a surrogate is one mistake.
    if let last = findings.last, last.fault == .invalidUTF8, last.offsets.upperBound == index {
      findings[findings.count - 1].offsets = last.offsets.lowerBound..<index + 1
    } else {
      findings.append(Finding(offsets: index..<index + 1, fault: .invalidUTF8))
    }
    return index + 1
  }

  /// The scalar that starts at `index`, by Unicode's table of well-formed sequences.
  private func decodedScalar(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (scalar: UInt32, length: Int)? {
    let lead = bytes[index]
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0, index + length <= bytes.count else { return nil }
    var scalar = UInt32(lead) & (0x7F >> UInt32(length))
    for position in index + 1..<index + length {
      guard bytes[position] & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(bytes[position] & 0x3F)
    }
    // Two bytes cannot be too long: such a lead byte has been refused above.
    let smallest: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
    guard scalar >= smallest, Unicode.Scalar(scalar) != nil else { return nil }
    return (scalar, length)
  }
}

extension EncodingCheck {
  /// Reports what was found; positions are shifted by `base`.
  func report(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, to findings: inout Findings) {
    for finding in self.findings {
      let span = Span(base + finding.offsets.lowerBound, base + finding.offsets.upperBound)
      switch finding.fault {
      case .invalidUTF8:
        let shown = bytes[finding.offsets].prefix(4).map(hexadecimal).joined(separator: " ")
        let more = finding.offsets.count > 4 ? " …" : ""
        findings.add(
          .textEncoding, span, "expected UTF-8, found the bytes \(shown)\(more)",
          fix: "save the file as UTF-8")
      case .control(let scalar):
        findings.add(
          .controlCharacter, span, "expected text, found the control character \(name(scalar))",
          fix: "remove it, or write it as an escape inside double quotes")
      }
    }
  }

  /// A copy in which each bad byte is a letter, so that faults further on are found at their true
  /// offsets. For looking only: its text is never given out.
  func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var copy = Array(bytes)
    for finding in findings { for index in finding.offsets { copy[index] = 0x78 } }
    return copy
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  private func name(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
