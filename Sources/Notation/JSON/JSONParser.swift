public import SourceText

/// Reads JSON strictly by RFC 8259, within limits.
///
/// Numbers stay text until somebody asks for a type, so nothing is rounded and nothing overflows. A
/// byte order mark is skipped. Faults inside one value, such as a leading zero or a bad escape, let
/// reading go on; a fault of structure ends it, because all that follows would be a guess.
public enum JSONParser {
  /// The value of a file. After a fault of structure there is no root; after faults inside values
  /// the root stands, with null or U+FFFD in their place.
  public static func parse(_ file: SourceFile, limits: NotationLimits = .json) -> ParsedNotation {
    guard file.bytes.count <= limits.bytes else { return tooLarge(file, limits) }
    var findings = Findings(lines: LineMap(file))
    var root: Node?
    file.bytes.withUnsafeBufferPointer { bytes in
      let encoding = EncodingCheck(bytes, refusesControls: false)
      if encoding.findings.isEmpty {
        root = read(bytes, limits, &findings)
      } else {
        encoding.report(bytes, base: 0, to: &findings)
        guard !findings.isFull else { return }
        encoding.repaired(bytes).withUnsafeBufferPointer { _ = read($0, limits, &findings) }
      }
    }
    return ParsedNotation(root: root, diagnostics: findings.reported, lines: findings.lines)
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ limits: NotationLimits, _ findings: inout Findings
  ) -> Node? {
    var reader = JSONReader(bytes, limits: limits, findings: findings)
    let root = reader.document()
    findings = reader.findings
    return root
  }

  private static func tooLarge(_ file: SourceFile, _ limits: NotationLimits) -> ParsedNotation {
    // Not even lines are counted in a file of any size.
    var findings = Findings(lines: LineMap(SourceFile(path: file.path, bytes: [])))
    findings.addForFile(
      .jsonLimit, file.path,
      "the text has \(file.bytes.count) bytes, more than the limit of \(limits.bytes)")
    return ParsedNotation(root: nil, diagnostics: findings.reported, lines: findings.lines)
  }
}
