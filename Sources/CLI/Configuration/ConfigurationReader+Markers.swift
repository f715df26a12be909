import Ingest
import Notation
import SourceText
import TraceModel

/// `markers:` of `site.yaml`: a list of texts, or of mappings that say more.
extension ConfigurationReader {
  private static let markerKeys = ["text", "link", "lines"]

  mutating func markers(_ node: Node) -> ConfigurationValue? {
    guard case .sequence(let elements) = node.value else {
      return wrongType(node, "markers", "a list of markers")
    }
    return .markers(elements.compactMap { marker($0) })
  }

  private mutating func marker(_ node: Node) -> SourceMarker? {
    if let text = node.string, !isNull(node) { return marker(text, node) }
    guard case .mapping(let entries) = node.value else {
      complainType(node, "an entry of markers", "a text or a mapping of text, link and lines")
      return nil
    }
    var marker: SourceMarker?
    var link: LinkKind?
    var extent = SourceMarker.Extent.block
    for entry in entries {
      switch entry.key {
      case "text":
        if let text = text(entry) { marker = self.marker(text, entry.value) }
      case "link": link = word(entry, among: SourceMarker.links) ?? link
      case "lines": extent = word(entry, among: SourceMarker.Extent.allCases) ?? extent
      default: complainUnknown(entry, among: Self.markerKeys, in: "markers")
      }
    }
    guard entries.contains(where: { $0.key == "text" }) else {
      complain(.configType, node.span, "an entry of markers needs text")
      return nil
    }
    marker?.link = link
    marker?.extent = extent
    return marker
  }

  /// A short one on one line: it is looked for in every line of every file.
  private mutating func marker(_ text: String, _ node: Node) -> SourceMarker? {
    let isShort = (2...64).contains(text.utf8.count)
    if isShort, text.utf8.allSatisfy({ $0 >= 0x20 }) { return SourceMarker(text) }
    complain(
      .configValue, node.span,
      "the text of a marker must be one line of 2 to 64 bytes, not \(quoted(text))")
    return nil
  }

  private mutating func text(_ entry: Node.Entry) -> String? {
    if let text = entry.value.string { return text }
    complainType(entry.value, "markers.\(entry.key)", "text")
    return nil
  }

  private mutating func word<Word: RawRepresentable>(
    _ entry: Node.Entry, among words: [Word]
  ) -> Word? where Word.RawValue == String {
    guard let text = text(entry) else { return nil }
    if let word = words.first(where: { $0.rawValue == text }) { return word }
    let names = words.map(\.rawValue)
    complain(
      .configValue, entry.value.span,
      "markers.\(entry.key) \(Option.complaint(about: text, among: names) ?? "")")
    return nil
  }
}
