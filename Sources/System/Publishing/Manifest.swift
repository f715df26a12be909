import SourceText

// Satisfies: throughline-site/O1
/// The list, inside the output folder, of every file that a build has put there.
///
/// Only what it lists may be removed. It is text, sorted, and without times, so that two builds of
/// one site have the same one.
struct Manifest: Sendable {
  struct Line: Hashable, Sendable {
    var path: String
    /// Covers what the file was made from.
    var inputs: Fingerprint
    /// Covers its bytes.
    var content: Fingerprint
    var size: Int
    var source: String
  }

  static let fileName = ".throughline-manifest"

  /// In the order of the plan.
  let lines: [Line]
  /// Covers all lines.
  let buildID: String
  /// The file's text.
  let bytes: [UInt8]

  init(_ lines: [Line]) {
    self.lines = lines
    var body = ByteBuffer(capacity: lines.count * 128)
    for line in lines { line.append(to: &body) }
    let text = ManifestText(body: body.bytes)
    buildID = text.buildID
    bytes = text.bytes
  }

  /// Reads a manifest back; `nil` when it is not one, or not whole.
  ///
  /// It may come from anybody who can write to the folder, so a path that leads out of it, or into
  /// a version-control folder, spoils the whole.
  init?(parsing bytes: [UInt8]) {
    guard let text = ManifestText(bytes) else { return nil }
    var lines: [Line] = []
    for range in text.lines {
      guard let line = Line(parsing: bytes[range]) else { return nil }
      lines.append(line)
    }
    self.lines = lines
    buildID = text.buildID
    self.bytes = bytes
  }

  /// A path that a build may write and remove: one line, inside the folder, and not in `.git`.
  static func mayList(_ text: String) -> Bool {
    guard let path = try? CleanPath(text), path.text.utf8.count == text.utf8.count else {
      return false
    }
    return path.text != fileName && !path.components.contains(".git")
  }
}

extension Manifest.Line {
  /// `path<TAB>inputs<TAB>content<TAB>size<TAB>source`
  func append(to text: inout ByteBuffer) {
    text.append(path)
    text.append(byte: 0x09)
    inputs.append(to: &text)
    text.append(byte: 0x09)
    content.append(to: &text)
    text.append(byte: 0x09)
    text.append(size)
    text.append(byte: 0x09)
    text.append(source)
    text.append(byte: 0x0A)
  }

  init?(parsing line: ArraySlice<UInt8>) {
    var rest = line
    guard let name = Self.nextField(&rest), let path = Self.ownPath(name),
      let inputs = Self.nextField(&rest).flatMap(Fingerprint.init(hexadecimal:)),
      let content = Self.nextField(&rest).flatMap(Fingerprint.init(hexadecimal:)),
      let digits = Self.nextField(&rest), let size = Int(String(decoding: digits, as: UTF8.self)),
      size >= 0
    else { return nil }
    self.init(
      path: path, inputs: inputs, content: content, size: size,
      source: String(decoding: rest, as: UTF8.self))
  }

  private static func nextField(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: 0x09) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }

  private static func ownPath(_ bytes: ArraySlice<UInt8>) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self), Manifest.mayList(text) else {
      return nil
    }
    return text
  }
}

extension Fingerprint {
  /// Appends what `description` is, without making a string of it.
  fileprivate func append(to text: inout ByteBuffer) {
    for half in [high, low] {
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: half >> UInt64(shift) & 0xF)
        text.append(byte: digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }

  /// Reads what `description` printed.
  init?(hexadecimal digits: ArraySlice<UInt8>) {
    guard digits.count == 32 else { return nil }
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    for (index, digit) in digits.enumerated() {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      if index < 16 {
        halves.high = halves.high << 4 | UInt64(value)
      } else {
        halves.low = halves.low << 4 | UInt64(value)
      }
    }
    self.init(high: halves.high, low: halves.low)
  }
}
