import SourceText

/// What other site generators write in Markdown and this one shows as text; the first on a page is reported.
extension PageRenderer {
  /// TOML front matter; YAML and JSON have been taken off the text before it got here.
  mutating func reportForeignFrontMatter() {
    let bytes = source.file.bytes[source.bodyStart...]
    guard !isSnippet, bytes.starts(with: Self.fence), bytes.dropFirst(3).first == 0x0A else {
      return
    }
    report(
      .foreignSyntax, at: source.range(source.bodyStart..<source.bodyStart + 3),
      "front matter between +++ is not read; it appears as text",
      fix: "write YAML between lines of ---", once: true)
  }

  /// `{{< figure >}}` or `{{% note %}}`.
  mutating func reportForeignShortCode(_ mark: UInt8, _ node: CMarkNode) {
    let start = source.locate([0x7B, 0x7B, mark], near: node) ?? source.position
    report(
      .foreignSyntax, at: source.range(start..<start + 3),
      "a short code of another generator appears as text",
      fix: "short codes of this site are written {{> name}}", once: true)
  }

  /// `## Title {#anchor}`.
  mutating func reportForeignAnchor(_ text: String, _ anchor: String, _ node: CMarkNode) {
    guard text.utf8.last == 0x7D, let open = text.utf8.lastIndex(of: 0x7B) else { return }
    let written = Array(text.utf8[open...])
    guard written.starts(with: [0x7B, 0x23]),
      let start = source.find(written, from: source.bytes(of: node).lowerBound)
    else { return }
    report(
      .foreignSyntax, at: source.range(start..<start + written.count),
      "an anchor cannot be given in braces; this heading is #\(anchor)",
      fix: "remove the braces and link to #\(anchor)", once: true)
  }

  private static let fence: [UInt8] = [0x2B, 0x2B, 0x2B]
}
