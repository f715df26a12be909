import Analysis
import SourceText

extension ChangeReport {
  /// A forge takes 65,536 characters; what it puts around the text is unknown.
  static let commentLimit = 60_000
  /// A runner takes a mebibyte a step, and the step may write more than this.
  static let summaryLimit = 1_000_000

  func renderComment(
    _ style: ChangeStyle, limit: Int = commentLimit, into buffer: inout ByteBuffer
  ) {
    let marker = "\(style.marker) v1 sha=\(head.commit) base=\(base.commit) -->\n"
    let room = limit - marker.utf16.count
    buffer.append(marker)
    let page = ChangePage.longest(
      self, style, ChangePage.Detail.steps, limit: room, \.whole, measure: \.size)
    buffer.append(page.text)
  }

  func renderSummary(
    _ style: ChangeStyle, limit: Int = summaryLimit, into buffer: inout ByteBuffer
  ) {
    let page = ChangePage.longest(
      self, style, ChangePage.Detail.longSteps, limit: limit, \.whole,
      measure: { $0.text.utf8.count })
    buffer.append(page.text)
  }
}

extension ChangeStyle {
  /// What the first line of our own comment begins with, and nobody else's.
  public var marker: String { "<!-- throughline:report:\(plainName)" }

  /// The name with nothing but letters, digits, `.`, `_`, `/` and single hyphens in it.
  var plainName: String {
    var plain: [UInt8] = []
    for byte in name.utf8.prefix(100) {
      let isKept = isLetterOrDigit(byte) || [0x2E, 0x5F, 0x2F].contains(byte)
      if isKept { plain.append(byte) } else if plain.last != 0x2D { plain.append(0x2D) }
    }
    return plain.isEmpty ? "change" : String(decoding: plain, as: UTF8.self)
  }
}
