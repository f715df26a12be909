import Notation
import SourceText

/// A `doc_id` that some file of a pattern states.
public struct StatedID: Sendable, Hashable {
  /// As written, well-formed or not.
  public var text: String
  /// The file, below the folder that holds `patterns/`.
  public var path: String
  /// From 1.
  public var line: Int
}

/// Finds the `doc_id` in one file of a pattern.
enum StatedIDReading {
  /// `nil` when the file is not there or states none.
  static func id(in tree: RegistryTree, at path: String) -> StatedID? {
    guard let file = tree[path] else { return nil }
    if path.hasSuffix(".json") { return json(file) }
    if path.hasSuffix(".yaml") || path.hasSuffix(".yml") { return yaml(file) }
    return program(file)
  }

  /// An example states it at its top, a schema there or as the constant for instances.
  private static func json(_ file: SourceFile) -> StatedID? {
    let parsed = JSONParser.parse(file, limits: RegistryIndex.limits)
    guard let root = parsed.root else { return nil }
    let node = root["properties"]?["doc_id"]?["const"] ?? root["doc_id"]
    return stated(node, parsed.lines, file)
  }

  private static func yaml(_ file: SourceFile) -> StatedID? {
    let yaml = LooseYAML(file, limits: RegistryIndex.limits, recovering: ["doc_id"])
    return stated(yaml["doc_id"], yaml.lines, file)
  }

  private static func stated(_ node: Node?, _ lines: LineMap, _ file: SourceFile) -> StatedID? {
    guard let node, let text = node.string, !text.isEmpty, !node.isNull else { return nil }
    return StatedID(text: text, path: file.path, line: Int(lines.range(node.span).line))
  }

  /// `# DOC_LINK: DOC-…` among the first lines.
  private static func program(_ file: SourceFile) -> StatedID? {
    let mark = Array("DOC_LINK:".utf8)
    let lines = file.bytes.split(
      separator: 0x0A, maxSplits: 40, omittingEmptySubsequences: false)
    for (index, line) in lines.prefix(40).enumerated() {
      let comment = line.drop { $0 == 0x23 || $0 == 0x20 || $0 == 0x3C }
      guard comment.starts(with: mark) else { continue }
      let word = comment.dropFirst(mark.count).drop { $0 == 0x20 }.prefix { $0 > 0x20 }
      guard !word.isEmpty else { return nil }
      return StatedID(
        text: String(decoding: word, as: UTF8.self), path: file.path, line: index + 1)
    }
    return nil
  }
}

/// Which `doc_id` a pattern has, and who says otherwise.
public struct AssignedID: Sendable {
  /// The one that everything of the pattern is joined by.
  public let id: DocumentID
  /// Statements that differ from it, by path.
  public let contradictions: [StatedID]
}

/// Assigns ids: one that is stated is kept, because others may have linked it.
struct IDAssignment {
  let tree: RegistryTree
  let derivation: DocumentIDDerivation

  /// `nil` when the pattern's id cannot become one.
  func assign(_ entry: IndexEntry) -> AssignedID? {
    let stated = statements(of: entry)
    let own = entry["doc_id"].flatMap(DocumentID.init(stated:))
    let kept = own ?? stated.lazy.compactMap { DocumentID(stated: $0.text) }.first
    guard let id = kept ?? derivation.id(of: entry.id) else { return nil }
    return AssignedID(
      id: id, contradictions: stated.filter { $0.text != id.text })
  }

  /// From what says most about a pattern down to what only points to it.
  private func statements(of entry: IndexEntry) -> [StatedID] {
    let place = { (part: PatternPart) in RegistryPattern.place(part, of: entry) }
    let examples = tree.paths(below: place(.examples)).filter { $0.hasSuffix(".json") }
    let places = [
      place(.spec), place(.schema), RegistryPattern.sidecarPlace(of: entry), place(.executor),
      place(.test),
    ]
    return (places + examples).compactMap { StatedIDReading.id(in: tree, at: $0) }
  }
}
