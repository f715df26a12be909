import Notation
import SourceText
import TraceModel

/// What panels ask for, and of whom.
extension PanelChecks {
  func checkQueries(
    _ panel: Node, _ name: String, _ facts: PanelFacts, _ range: SourceRange,
    _ draft: inout DocumentDraft
  ) {
    if facts.queries.isEmpty, !Self.plain.contains(facts.type), facts.type != "unknown",
      panel["libraryPanel"] == nil
    {
      draft.warn(Self.rule, range, "\(name) has no query: it will stay empty")
    }
    var letters: Set<String> = []
    for target in panel["targets"]?.elements ?? [] {
      if let letter = target["refId"]?.scalarText {
        if !letters.insert(letter).inserted {
          draft.warn(
            Self.rule, target["refId"]?.span ?? target.span,
            "two queries of \(name) are called \"\(letter.clipped)\"")
        }
      } else if isCurrent {
        draft.warn(Self.rule, target.span, "a query of \(name) has no refId")
      }
      if let query = target["expr"] { checkQuery(query, name, &draft) }
    }
  }

  private func checkQuery(_ node: Node, _ name: String, _ draft: inout DocumentDraft) {
    let text = node.scalarText ?? ""
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      return draft.warn(Self.rule, node.span, "a query of \(name) is empty")
    }
    let used = usedVariables(in: Array(text.utf8.prefix(16_384)))
    for variable in used where isCurrent && !variables.contains(variable) {
      draft.warn(
        Self.rule, node.span,
        "a query of \(name) uses the variable \"\(variable.clipped)\", which is not defined")
    }
    // A variable may stand for any piece of a query.
    guard used.isEmpty, let fault = Expression(text).fault else { return }
    draft.warn(Self.rule, node.span, "a query of \(name) cannot be read: \(fault)")
  }

  /// A data source by name, as versions before 36 had it, or through a variable that is not there.
  func checkSource(_ panel: Node, _ name: String, _ draft: inout DocumentDraft) {
    guard isCurrent, let source = panel["datasource"] else { return }
    if source.string != nil {
      return draft.warn(
        Self.rule, source.span,
        "the data source of \(name) is a text; expected an object with type and uid")
    }
    guard let uid = source["uid"], let text = uid.string else { return }
    for variable in usedVariables(in: Array(text.utf8.prefix(200)))
    where !variables.contains(variable) {
      draft.warn(
        Self.rule, uid.span,
        "the data source of \(name) is the variable \"\(variable.clipped)\", which is not defined")
    }
  }
}

/// Names of `$name`, `${name}`, `${name:format}` and `[[name]]`, each once; those that begin with
/// two underscores are Grafana's own.
private func usedVariables(in bytes: [UInt8]) -> [String] {
  var found: [String] = []
  var index = 0
  while index + 1 < bytes.count {
    var start = index + 1
    let isDollar = bytes[index] == UInt8(ascii: "$")
    let isDouble = bytes[index] == UInt8(ascii: "[") && bytes[start] == UInt8(ascii: "[")
    index += 1
    guard isDollar || isDouble else { continue }
    if isDouble || bytes[start] == UInt8(ascii: "{") { start += 1 }
    let name = bytes[start...].prefix(64).prefix(while: \.isNameByte)
    index = start
    // `$1` is a group of a label's replacement.
    guard let first = name.first, !(first >= 0x30 && first <= 0x39),
      !name.starts(with: "__".utf8)
    else { continue }
    let text = String(decoding: name, as: UTF8.self)
    if !found.contains(text) { found.append(text) }
  }
  return found
}
