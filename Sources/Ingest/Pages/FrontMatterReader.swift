import Notation
import SourceText
import TraceModel

/// Front matter found at the head of a Markdown file.
struct FrontMatterBlock {
  /// Bytes of the notation between the fences.
  var notation: Range<Int>
  /// `{ … }` rather than `---` fences.
  var isJSON: Bool
  /// First byte of the Markdown text.
  var bodyStart: Int
}

/// Finds the front matter of a file: YAML between `---` lines, or one JSON object; `nil` for none.
///
/// An opening fence without a closing one is no front matter: a page may begin with a rule.
func frontMatterBlock(in bytes: [UInt8]) -> FrontMatterBlock? {
  let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  guard start < bytes.count else { return nil }
  if bytes[start] == UInt8(ascii: "{") { return jsonBlock(in: bytes, from: start) }
  guard let open = fenceEnd(in: bytes, at: start) else { return nil }
  var line = open
  while line < bytes.count {
    if let close = fenceEnd(in: bytes, at: line) {
      return FrontMatterBlock(notation: open..<line, isJSON: false, bodyStart: close)
    }
    line = (bytes[line...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
  }
  return nil
}

/// The start of the next line when a line of exactly `---` (and spaces) begins at `start`.
private func fenceEnd(in bytes: [UInt8], at start: Int) -> Int? {
  guard start + 3 <= bytes.count, bytes[start..<start + 3].allSatisfy({ $0 == 0x2D }) else {
    return nil
  }
  var index = start + 3
  while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x0D { index += 1 }
  guard index < bytes.count else { return index }
  return bytes[index] == 0x0A ? index + 1 : nil
}

/// A JSON object that ends on a line of its own: `{`, members, `}`.
private func jsonBlock(in bytes: [UInt8], from start: Int) -> FrontMatterBlock? {
  guard start + 1 < bytes.count, bytes[start + 1] == 0x0A || bytes[start + 1] == 0x0D else {
    return nil
  }
  var index = start
  while let newline = bytes[index...].firstIndex(of: 0x0A) {
    let next = newline + 1
    guard next < bytes.count else { return nil }
    if bytes[next] == UInt8(ascii: "}") {
      let end = bytes[next...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      return FrontMatterBlock(notation: start..<next + 1, isJSON: true, bodyStart: end)
    }
    index = next
  }
  return nil
}

/// Reads the fields of front matter, with a finding for each that is unknown or of a wrong type.
struct FrontMatterReader {
  private(set) var frontMatter = FrontMatter()
  private(set) var diagnostics: [Diagnostic] = []
  private let lines: LineMap

  private static let known = [
    "title", "description", "date", "tags", "draft", "aliases", "weight", "summary",
  ]

  init(_ parsed: ParsedNotation) {
    lines = parsed.lines
    diagnostics = parsed.diagnostics
    guard let root = parsed.root else { return }
    guard case .mapping(let entries) = root.value else {
      report(root.span, "front matter is \(root.kindName), not a mapping")
      return
    }
    frontMatter.range = lines.range(root.span)
    for entry in entries { read(entry) }
  }

  private mutating func read(_ entry: Node.Entry) {
    let value = entry.value
    switch entry.key {
    case "title": frontMatter.title = text(value, "title")
    case "description", "summary": frontMatter.description = text(value, entry.key)
    case "date": frontMatter.date = day(value)
    case "tags": frontMatter.tags = few(texts(value, "tags"), value, "tags")
    case "aliases": readAliases(value)
    case "draft":
      guard let flag = value.bool else { return mistyped(value, "draft", "true or false") }
      frontMatter.isDraft = flag
    case "weight":
      guard let number = value.int else { return mistyped(value, "weight", "a whole number") }
      frontMatter.weight = number
    default: unknown(entry)
    }
  }

  private mutating func text(_ node: Node, _ key: String) -> String? {
    if node.isNull { return nil }
    if let text = node.string { return text }
    mistyped(node, key, "text")
    return nil
  }

  private mutating func texts(_ node: Node, _ key: String) -> [String] {
    if node.isNull { return [] }
    if let text = node.string { return [text] }
    guard case .sequence(let elements) = node.value else {
      mistyped(node, key, "a list of texts")
      return []
    }
    return elements.compactMap { text($0, key) }
  }

  /// Each becomes a page, so that a page may not have any number of them.
  private mutating func few<Element>(
    _ all: [Element], _ node: Node, _ key: String
  ) -> [Element] {
    guard all.count > Self.limit else { return all }
    report(node.span, "\(key) has \(all.count) entries; expected at most \(Self.limit)")
    return Array(all.prefix(Self.limit))
  }

  private static let limit = 100

  /// Former addresses; one that cannot be an address of this site is reported where it stands.
  private mutating func readAliases(_ node: Node) {
    if node.isNull { return }
    var nodes = [node]
    if case .sequence(let elements) = node.value { nodes = elements }
    for element in few(nodes, node, "aliases") {
      if element.isNull { continue }
      guard let alias = element.string else {
        mistyped(element, "aliases", "a list of texts")
        continue
      }
      if let fault = aliasFault(alias) {
        let shown = "\u{201C}\(displayName(alias.clipped))\u{201D}"
        let summary = "the alias \(shown) \(fault)"
        diagnostics.append(Diagnostic(.unusableAlias, at: lines.range(element.span), summary))
      } else {
        frontMatter.aliases.append(alias)
        frontMatter.aliasPlaces.append(lines.range(element.span))
      }
    }
  }

  private mutating func day(_ node: Node) -> String? {
    guard let text = text(node, "date") else { return nil }
    if isDay(text.utf8.prefix(10)), text.utf8.count == 10 || text.utf8.dropFirst(10).first == 0x54 {
      return String(text.prefix(10))
    }
    report(node.span, "date \u{201C}\(text)\u{201D} is not a day written YYYY-MM-DD")
    return nil
  }

  private func plainTexts(_ node: Node) -> [String] {
    if case .sequence(let elements) = node.value { return elements.compactMap(\.string) }
    return node.isNull ? [] : [node.string].compactMap { $0 }
  }

  /// A key close to one of ours is a slip of the pen; any other is the author's own.
  private mutating func unknown(_ entry: Node.Entry) {
    guard let nearest = nearestName(to: entry.key, among: Self.known),
      entry.key.utf8.count > 3
    else {
      return frontMatter.parameters.append(.init(entry.key, plainTexts(entry.value)))
    }
    diagnostics.append(
      Diagnostic(
        .unknownFrontMatter, at: lines.range(entry.keySpan),
        "unknown front matter key \u{201C}\(entry.key)\u{201D}", fix: "did you mean \(nearest)?"))
  }

  private mutating func mistyped(_ node: Node, _ key: String, _ expected: String) {
    report(node.span, "\(key) is \(node.kindName); expected \(expected)")
  }

  private mutating func report(_ span: Span, _ summary: String) {
    diagnostics.append(Diagnostic(.frontMatterType, at: lines.range(span), summary))
  }
}

/// Why a text cannot be a former address of a page of this site; `nil` when it can.
func aliasFault(_ alias: String) -> String? {
  if alias.contains("://") { return "is an address, expected a path below the site's root" }
  if alias.contains("?") || alias.contains("#") { return "holds a query or a fragment" }
  if displayName(alias) != alias { return "holds a control character" }
  let names = alias.split(separator: "/")
  if names.isEmpty { return "names no page" }
  if names.contains("..") || names.contains(".") {
    return "holds \u{201C}.\u{201D} or \u{201C}..\u{201D}"
  }
  if let name = names.first(where: { $0 == ".git" || $0.hasPrefix(".throughline") }) {
    return "holds \u{201C}\(name)\u{201D}, which no page may be called"
  }
  return portabilityFault(ofPath: alias).map { "cannot be a file everywhere: \($0)" }
}
