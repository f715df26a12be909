import Notation
public import SourceText

/// One pattern as the index lists it, with the places at which keys can be added.
public struct IndexEntry: Sendable {
  /// `PAT-ATOMIC-CREATE-001`.
  public let id: String
  /// `atomic_create`.
  public let name: String
  /// Every text of the entry, by key, as written.
  public let fields: [String: String]
  /// Where the entry stands.
  public let range: SourceRange
  let places: [MappingEdit.Place]
  /// Written in braces.
  let isFlow: Bool

  /// The text of a key; `nil` when it is missing or empty.
  public subscript(key: String) -> String? { fields[key].flatMap { $0.isEmpty ? nil : $0 } }

  /// Taken over from somewhere else, and kept beside the registry's own patterns.
  public var isMigrated: Bool { self["migrated_from"] != nil || self["status"] == "migrated" }

  /// A path of the entry with `/` between folders and nothing doubled.
  func path(_ key: String) -> String? {
    self[key].map { text in
      text.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." }.joined(separator: "/")
    }
  }
}

/// `registry/PATTERN_INDEX.yaml`, read for adding to it.
public struct RegistryIndex: Sendable {
  /// The index's place below `patterns/`.
  static let place = "registry/PATTERN_INDEX.yaml"

  /// In file order.
  public let entries: [IndexEntry]
  /// Faults of the notation, and entries that cannot be used.
  public let diagnostics: [Diagnostic]
  let file: SourceFile

  static let limits = NotationLimits(
    bytes: 8 << 20, depth: 64, nodes: 500_000, expandedBytes: 16 << 20, scalarBytes: 256 << 10,
    documents: 8)

  /// Reads an index; entries without a usable id are left out, with a finding each.
  public init(_ file: SourceFile) {
    self.file = file
    let yaml = LooseYAML(file, limits: Self.limits, recovering: [])
    var reading = IndexReading(yaml)
    if let list = yaml["patterns"] {
      for node in list.elements ?? [] { reading.read(node) }
      if list.elements == nil, !list.isNull {
        reading.refuse(yaml.lines.range(list.span), "patterns is no list of entries")
      }
    } else {
      reading.refuse(.file(file.path), "the index has no key \"patterns\"")
    }
    entries = reading.entries
    diagnostics = yaml.diagnostics + reading.diagnostics
  }
}

/// The entries of one index while they are read.
private struct IndexReading {
  let yaml: LooseYAML
  var entries: [IndexEntry] = []
  var diagnostics: [Diagnostic] = []
  private var seen: [String: Int] = [:]

  init(_ yaml: LooseYAML) { self.yaml = yaml }

  mutating func read(_ node: Node) {
    let range = yaml.lines.range(node.span)
    guard let members = node.entries, let id = node["pattern_id"]?.string, !id.isEmpty else {
      return refuse(range, "an entry of the index has no pattern_id")
    }
    guard let name = node["name"]?.string, Self.isName(name) else {
      return refuse(
        range, "\(id.prefix(80)) has no name that a file could have",
        fix: "write name with letters, digits and underscores")
    }
    if let line = seen[id] {
      return refuse(range, "\(id.prefix(80)) is listed a second time; line \(line) was the first")
    }
    seen[id] = Int(range.line)
    var fields: [String: String] = [:]
    for member in members { fields[member.key] = member.value.string }
    entries.append(
      IndexEntry(
        id: id, name: name, fields: fields, range: range, places: MappingEdit.places(members),
        isFlow: yaml.isFlow(node)))
  }

  mutating func refuse(_ range: SourceRange, _ text: String, fix: String? = nil) {
    diagnostics.append(Diagnostic(.registryEntry, at: range, text, fix: fix))
  }

  /// Names become names of files and of functions.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 100
      && text.utf8.allSatisfy { byte in
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x5F
          || byte == 0x2D
      }
  }
}
