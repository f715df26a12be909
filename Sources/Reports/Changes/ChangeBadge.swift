import Analysis
import SourceText

/// A label and a figure side by side, as small pictures on the first page of a project show them.
struct ChangeBadge {
  private let label = "constraints"
  private let figure: String
  private let color: StaticString
  private let title: String

  /// Half pixels of a letter: widths differ from font to font, and the text is fitted into these.
  private static let halfLetter = 13

  init(_ coverage: Coverage) {
    let failing = coverage.failing == 0 ? "" : ", \(coverage.failing) failing"
    figure = coverage.percent == nil ? "none" : "\(coverage.satisfied)/\(coverage.total)\(failing)"
    color =
      coverage.percent == nil
      ? "#595959"
      : coverage.failing > 0 ? "#b3261e" : coverage.percent == 100 ? "#1e7a34" : "#8a5300"
    title =
      coverage.percent == nil
      ? "constraints: none" : "constraints: \(coverage.text) satisfied\(failing)"
  }

  func render(into buffer: inout ByteBuffer) {
    let (left, right) = (Self.width(label), Self.width(figure))
    buffer.append(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(left + right)\" height=\"20\"")
    buffer.append(
      " viewBox=\"0 0 \(left + right) 20\" role=\"img\" aria-label=\"")
    buffer.append(escaped: title)
    buffer.append("\"><title>")
    buffer.append(escaped: title)
    buffer.append("</title><clipPath id=\"badge-edge\">")
    buffer.append("<rect width=\"\(left + right)\" height=\"20\" rx=\"3\"/></clipPath>")
    buffer.append(
      "<g clip-path=\"url(#badge-edge)\"><rect width=\"\(left)\" height=\"20\" fill=\"#3d3d3d\"/>")
    buffer.append("<rect x=\"\(left)\" width=\"\(right)\" height=\"20\" fill=\"")
    buffer.append(color)
    buffer.append("\"/></g><g fill=\"#fff\" font-size=\"11\" text-anchor=\"middle\"")
    buffer.append(" font-family=\"Verdana, 'DejaVu Sans', Geneva, sans-serif\">")
    append(label, from: 0, into: &buffer)
    append(figure, from: left, into: &buffer)
    buffer.append("</g></svg>\n")
  }

  private func append(_ text: String, from start: Int, into buffer: inout ByteBuffer) {
    let width = Self.width(text)
    buffer.append("<text x=\"\(start + width / 2)\" y=\"14\" textLength=\"\(width - 10)\">")
    buffer.append(escaped: text)
    buffer.append("</text>")
  }

  private static func width(_ text: String) -> Int { (text.utf8.count * halfLetter + 1) / 2 + 10 }
}
