import Analysis
import SourceText

/// GitHub Flavored Markdown in which nothing from outside means anything.
///
/// It is written as a literal with values in it: the literal is Markdown, and every text put into
/// it is escaped, so that escaping cannot be forgotten. What is escaped looks the same in running
/// text, in cells of tables, in the text of links and in blocks of HTML.
///
///     let line: MarkdownText = "- \(code: place.name): \(finding.summary)\n"
struct MarkdownText: ExpressibleByStringInterpolation, Sendable {
  /// The Markdown, ready to be sent.
  private(set) var text: String

  /// Markdown of the program's own, never of a project.
  init(stringLiteral value: String) { text = value }

  init(stringInterpolation pieces: Pieces) { text = pieces.text }

  /// Nothing.
  init() { text = "" }

  static func += (a: inout MarkdownText, b: MarkdownText) { a.text += b.text }
  static func + (a: MarkdownText, b: MarkdownText) -> MarkdownText { "\(a)\(b)" }

  var isEmpty: Bool { text.isEmpty }

  var bytes: Int { text.utf8.count }

  /// Code units of UTF-16: never fewer than the characters that a forge counts.
  var size: Int { text.utf16.count }

  struct Pieces: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 40 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    /// Text from outside, on one line.
    mutating func appendInterpolation(_ outside: String) {
      text += MarkdownEscape.text(outside)
    }

    mutating func appendInterpolation(_ number: Int) { text += String(number) }

    mutating func appendInterpolation(_ markdown: MarkdownText) { text += markdown.text }

    /// Text from outside as code, on one line.
    mutating func appendInterpolation(code outside: String) {
      text += MarkdownEscape.code(outside)
    }

    /// As much of a commit's digits as people read, as code.
    mutating func appendInterpolation(commit side: ChangeReport.Side) {
      text += "`\(side.shortCommit)`"
    }

    /// A link, or its text alone where there is no address.
    mutating func appendInterpolation(_ label: MarkdownText, to address: WebAddress?) {
      text += address.map { "[\(label.text)](\($0.text))" } ?? label.text
    }

    /// The lines of a diff, in a fence that none of them can close.
    mutating func appendInterpolation(fence change: TextDifference) {
      let lines = change.lines.map { line in
        line.mark == .gap ? "@@ \(line.text) @@" : "\(line.mark.rawValue) \(line.text)"
      }
      let longest = lines.map(MarkdownEscape.longestRun).max() ?? 0
      let fence = String(repeating: "`", count: max(3, longest + 1))
      text += "\(fence)diff\n\(lines.joined(separator: "\n"))\n\(fence)\n"
    }
  }
}

extension Array where Element == MarkdownText {
  func joined(by separator: MarkdownText) -> MarkdownText {
    var result = MarkdownText()
    for (index, element) in enumerated() { result += index == 0 ? element : separator + element }
    return result
  }
}

/// An address that links may have: `http` or `https`, and nothing that ends a link in Markdown or
/// an attribute in HTML.
struct WebAddress: Sendable, Equatable {
  let text: String

  /// The address that somebody has configured; `nil` when it is no address of a page.
  init?(_ text: String?) {
    guard let text, ["https://", "http://"].contains(where: { text.hasPrefix($0) }),
      text.utf8.count <= 2_000, text.utf8.allSatisfy(Self.isPlain)
    else { return nil }
    self.text = text
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    // `"`, `'`, `(`, `)`, `<`, `>`, `[`, `\`, `]`, `` ` ``, `|`
    case 0x22, 0x27, 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x60, 0x7C: false
    default: byte > 0x20 && byte < 0x7F
    }
  }

  /// A path below this address, each of its names encoded.
  func appending(_ path: String, fragment: String = "") -> WebAddress? {
    var buffer = ByteBuffer()
    buffer.append(text)
    for segment in path.split(separator: "/") {
      if buffer.bytes.last != 0x2F { buffer.append("/") }
      buffer.append(urlSegment: String(segment))
    }
    if !fragment.isEmpty { buffer.append("#" + fragment) }
    return WebAddress(buffer.text)
  }
}
