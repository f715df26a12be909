import Notation
import SourceText
import TraceModel

/// Reads what people on call work with: alerting rules of Prometheus, dashboards of Grafana, and
/// runbooks in Markdown.
///
/// Every file is a scope of its own, because names of alerts and numbers of panels repeat.
enum OperationReader: DocumentReader {
  static func read(_ file: SourceFile) -> [TraceDocument] {
    file.path.hasSuffix(".md") ? [readRunbook(file)] : [readNotation(file)]
  }

  private static func readRunbook(_ file: SourceFile) -> TraceDocument {
    let text = CompanionText(file)
    var draft = DocumentDraft(path: file.path, scope: scope(of: file.path), lines: text.lines)
    var scan = RunbookScan(text, path: file.path)
    scan.read(into: &draft)
    return draft.document
  }

  private static func readNotation(_ file: SourceFile) -> TraceDocument {
    let isJSON = file.bytes.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "{")
    let parsed = isJSON ? JSONParser.parse(file) : YAMLParser.parse(file, limits: .manifold)
    var draft = DocumentDraft(path: file.path, scope: scope(of: file.path), lines: parsed.lines)
    draft.add(parsed.diagnostics)
    if let root = parsed.root, !root.isNull {
      if DashboardReading.isDashboard(root) {
        DashboardReading.read(root, name: stem(of: file.path), into: &draft)
      } else {
        AlertReading.read(root, into: &draft)
      }
    } else if !draft.document.isDegraded {
      draft.warn(
        IngestRules.alertFormat, .file(file.path), "the file holds no rule and no dashboard")
    }
    return draft.document
  }

  /// `ops/alerts/pay` of `ops/alerts/pay.yaml`.
  static func scope(of path: String) -> Scope {
    let ending = [".yaml", ".yml", ".json", ".md"].first { path.hasSuffix($0) } ?? ""
    return Scope(root: String(path.dropLast(ending.utf8.count)), name: "")
  }

  static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return String(name.prefix { $0 != "." })
  }

  static func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }

  /// Groups of rules, and dashboards: nothing else has such keys.
  static func recognises(_ path: String, start: [UInt8]) -> Bool {
    let holds = { (text: StaticString) in start.holds(text, inFirst: 65_536) }
    if path.hasSuffix(".json") {
      return holds("\"panels\"")
        && (holds("\"targets\"") || holds("\"schemaVersion\"") || holds("\"gridPos\""))
    }
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return false }
    return start.holdsLine(startingWith: "groups:", inFirst: 65_536)
      && holds("expr:") && (holds("alert:") || holds("record:"))
  }
}
