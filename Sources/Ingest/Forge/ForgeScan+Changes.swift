import Notation
import SourceText
import TraceModel

/// The files that a pull request changes.
extension ForgeScan {
  private static let changeKeys: Set<String> = [
    "path", "kind", "from", "added", "removed", "patch", "is_cut", "is_type_change",
  ]

  mutating func readChanges(_ root: Node) {
    facts.listsChanges = root["changes"].map { !$0.isNull } ?? false
    let nodes = list(root["changes"], "changed files", limit: ForgeFacts.listedChanges)
    let left = max(0, (root["changes"]?.elements?.count ?? 0) - nodes.count)
    facts.omittedChanges = min(1_000_000, max(0, root["omitted_changes"]?.int ?? 0)) + left
    for node in nodes {
      guard let change = change(node) else { continue }
      facts.changes.append(change)
      patchRanges.append(draft.range(node["patch"] ?? node))
    }
  }

  private mutating func change(_ node: Node) -> ForgeChange? {
    draft.checkKeys(
      node, of: "a changed file", known: Self.changeKeys, rule: IngestRules.forgeFormat)
    let path = text(node["path"], limit: 4_096)
    let word = node["kind"]?.string ?? ""
    guard !path.isEmpty, let kind = ForgeChange.Kind(rawValue: word) else {
      draft.warn(IngestRules.forgeFormat, node.span, "a changed file has no path, or no known kind")
      return nil
    }
    var change = ForgeChange(path: path, kind: kind)
    change.from = node["from"].map { text($0, limit: 4_096) }.flatMap { $0.isEmpty ? nil : $0 }
    change.added = count(node["added"])
    change.removed = count(node["removed"])
    change.patch = text(node["patch"], limit: max(0, min(Self.patchBytes.one, room)))
    change.isCut = node["is_cut"]?.bool == true || change.patch != node["patch"]?.string ?? ""
    room -= change.patch.utf8.count
    return change
  }

  private func count(_ node: Node?) -> Int? {
    node?.int.map { min(max(0, $0), 1_000_000_000) }
  }
}
