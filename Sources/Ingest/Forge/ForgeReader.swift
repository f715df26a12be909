import Notation
import SourceText
import TraceModel

/// Reads records of pull requests and issues, as a local forge leaves them: one file, one node.
///
/// The records of one forge are a scope: the folder in which `pulls` and `issues` lie.
enum ForgeReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] { [read(file, markers: [])] }

  static func read(_ file: SourceFile, markers: [SourceMarker]) -> TraceDocument {
    let place = ForgePlace(file.path)
    let parsed = JSONParser.parse(file)
    var draft = DocumentDraft(path: file.path, scope: place.scope, lines: parsed.lines)
    draft.add(parsed.diagnostics)
    var scan = ForgeScan(draft, place, SourceMarks(markers))
    if let root = parsed.root, root.entries != nil {
      scan.read(root)
    } else if !draft.document.isDegraded {
      scan.draft.warn(IngestRules.forgeFormat, .file(file.path), "the file holds no record")
    }
    scan.finish()
    return scan.draft.document
  }

  /// An object in a folder of records, with members that only a record has together.
  static func recognises(_ path: String, start: [UInt8]) -> Bool {
    guard path.hasSuffix(".json"), ForgePlace(path).isNamed,
      start.first(where: { $0 > 0x20 }) == 0x7B
    else { return false }
    // All of it: what stands behind the differences is what only a record has.
    return start.holds("\"number\"") && start.holds("\"state\"") && start.holds("\"statuses\"")
      && start.holds("\"key\"")
  }
}

/// Where a record lies, and what that says of it.
struct ForgePlace {
  let path: String
  /// `7` of `forge/pulls/7.json`.
  let name: String
  /// `nil` when the folder does not say it.
  let kind: NodeKind?
  let scope: Scope

  /// The folder is one of a forge.
  var isNamed: Bool { kind != nil }

  init(_ path: String) {
    self.path = path
    var parts = path.split(separator: "/").map(String.init)
    let file = parts.popLast() ?? ""
    name = file.hasSuffix(".json") ? String(file.dropLast(5)) : file
    kind = Self.kinds[parts.last ?? ""]
    if kind != nil { parts.removeLast() }
    scope = Scope(root: parts.joined(separator: "/"), name: "")
  }

  private static let kinds: [String: NodeKind] = ["pulls": .pullRequest, "issues": .issue]
}
