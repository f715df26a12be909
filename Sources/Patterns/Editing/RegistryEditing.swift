import Notation
import SourceText

/// What an index and its specifications lack, put in where a reader looks for it.
struct RegistryEditing {
  let tree: RegistryTree
  let patterns: [RegistryPattern]

  /// The index with the keys that every entry must have.
  func index(_ index: RegistryIndex) -> RegistryChange? {
    return change(index.file, patterns.flatMap { missingKeys(of: $0, in: index) })
  }

  private func missingKeys(of pattern: RegistryPattern, in index: RegistryIndex) -> [TextEdit] {
    let entry = pattern.entry
    let edit = MappingEdit(
      file: index.file, places: entry.places, isFlow: entry.isFlow, order: Self.indexKeys)
    let paths = PatternPart.allCases.map { ($0.key, pattern.place($0)) }
    return edit.adding(
      [("doc_id", pattern.documentID.text), ("version", pattern.spec?["version"] ?? "1.0.0")]
        + [("status", pattern.spec?["status"] ?? "draft")] + paths)
  }

  /// What an entry must have, in the order in which a reader looks for it.
  static let indexKeys = [
    "pattern_id", "doc_id", "name", "version", "status", "category", "spec_path", "schema_path",
    "executor_path", "test_path", "example_dir",
  ]

  /// What a specification must have.
  static let specKeys = [
    "doc_id", "pattern_id", "name", "version", "role", "schema_ref", "executor_ref",
  ]

  /// A specification with the keys that it must have; `nil` when it is not there or lacks none.
  func spec(of pattern: RegistryPattern) -> RegistryChange? {
    guard let spec = pattern.spec, let file = tree[pattern.place(.spec)] else { return nil }
    let insertions = spec.edit.adding([
      ("doc_id", pattern.documentID.text), ("pattern_id", pattern.id), ("name", pattern.name),
      ("version", pattern.entry["version"] ?? "1.0.0"), ("role", "spec"),
      ("schema_ref", pattern.place(.schema)), ("executor_ref", pattern.place(.executor)),
    ])
    return change(file, insertions)
  }

  /// Text of a language in which a line that begins with `#` is a comment.
  static func takesLink(_ program: SourceFile) -> Bool {
    let endings = ["py", "ps1", "psm1", "sh", "bash", "zsh", "rb", "pl", "r"]
    return endings.contains(fileEnding(program.path))
      && String(validating: program.bytes, as: UTF8.self) != nil
  }

  /// A program with the line that says whose it is; `nil` when it is not there or has one.
  func program(at path: String, of pattern: RegistryPattern) -> RegistryChange? {
    guard let file = tree[path], StatedIDReading.id(in: tree, at: path) == nil else { return nil }
    // The system reads a first line that begins with #!, and nobody may stand before it.
    let isScript = file.bytes.starts(with: [0x23, 0x21])
    var offset = isScript ? file.nextLine(after: 0) : mark(in: file)
    // What a file is written in has to stand in one of its first two lines.
    if isScript, file.bytes[offset..<file.nextLine(after: offset)].starts(with: [0x23]) {
      offset = file.nextLine(after: offset)
    }
    let line = "# DOC_LINK: \(pattern.documentID.text)"
    return change(file, [TextEdit(offset: offset, text: .lines([line]))])
  }

  /// An example with the id in front of its first member; `nil` when it states one or is no object.
  func example(at path: String, of pattern: RegistryPattern) -> RegistryChange? {
    guard let file = tree[path], StatedIDReading.id(in: tree, at: path) == nil,
      let root = JSONParser.parse(file, limits: RegistryIndex.limits).root,
      let members = root.entries, members.allSatisfy({ $0.key != "doc_id" })
    else { return nil }
    let member = "\"doc_id\": \"\(pattern.documentID)\""
    guard let first = members.first else {
      let inside = TextEdit(offset: Int(root.span.start) + 1, text: .inline(member))
      return change(file, [inside])
    }
    // What stands between the brace and the first member stands between the new one and it, too.
    let start = Int(first.keySpan.start)
    let space = String(decoding: file.bytes[(Int(root.span.start) + 1)..<start], as: UTF8.self)
    return change(file, [TextEdit(offset: start, text: .inline("\(member),\(space)"))])
  }

  /// Behind a byte order mark, which has to stay the first.
  private func mark(in file: SourceFile) -> Int {
    file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private func change(_ file: SourceFile, _ insertions: [TextEdit]) -> RegistryChange? {
    guard !insertions.isEmpty else { return nil }
    return RegistryChange(path: file.path, bytes: file.applying(insertions))
  }
}

/// `py` of `a/b.py`; empty for a name without one.
func fileEnding(_ path: String) -> String {
  let name = path.split(separator: "/").last ?? ""
  let parts = name.split(separator: ".")
  return parts.count > 1 ? String(parts[parts.count - 1]) : ""
}
