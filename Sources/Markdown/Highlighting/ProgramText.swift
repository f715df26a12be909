public import SourceText

/// Program text as lines of HTML with its parts marked, for pages that show whole files.
public enum ProgramText {
  /// The lines of a file, escaped and marked, without their ends; what a mark begins in one line and
  /// ends in another is marked in both.
  ///
  /// The language is known by the ending of the path; an unknown one is only escaped. Nothing of the
  /// text becomes markup, and the result is safe whatever the bytes are.
  /// - Complexity: linear in the text.
  public static func lines(of file: SourceFile) -> [[UInt8]] {
    let name = file.path.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    let text = shown(file.bytes)
    var html = ByteBuffer(capacity: text.count * 2)
    text.withUnsafeBufferPointer { highlight($0, language: ending, into: &html) }
    return split(html.bytes)
  }

  /// The same without marks.
  public static func plainLines(of file: SourceFile) -> [[UInt8]] {
    let text = shown(file.bytes)
    var html = ByteBuffer(capacity: text.count * 2)
    text.withUnsafeBufferPointer { html.append(visible: $0) }
    return split(html.bytes)
  }

  /// What a page may hold: whole characters, and pictures of controls in their place.
  private static func shown(_ bytes: [UInt8]) -> [UInt8] {
    let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 || $0 == 0x0A }
    if isPlain { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var last: Unicode.Scalar = " "
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      // Windows ends a line with both.
      if scalar == "\n", last == "\r" { result.removeLast(3) }
      result.append(contentsOf: String(picture(of: scalar)).utf8)
      last = scalar
    }
    return result
  }

  private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09, 0x0A: scalar
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? scalar
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0xFEFF: "\u{FFFD}"
    default: scalar
    }
  }

  /// Marks do not nest, so one at most is open where a line ends. What else is marked up inside
  /// them, such as an invisible character, ends in its line.
  private static func split(_ html: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var open: ArraySlice<UInt8> = []
    let opener = Array("<b ".utf8)
    let close = Array("</b>".utf8)
    // A comment may hold the last line end, and its mark is closed behind that.
    var isAtStart = false
    var index = 0
    while index < html.count {
      switch html[index] {
      case 0x3C:
        let end = html[index...].firstIndex(of: 0x3E) ?? html.count - 1
        let tag = html[index...end]
        if tag.starts(with: opener) { open = tag } else if tag.elementsEqual(close) { open = [] }
        line += tag
        index = end
      case 0x0A:
        if !open.isEmpty { line += close }
        lines.append(line)
        line = Array(open)
        isAtStart = true
      default:
        line.append(html[index])
        isAtStart = false
      }
      index += 1
    }
    return isAtStart ? lines : lines + [line]
  }
}
