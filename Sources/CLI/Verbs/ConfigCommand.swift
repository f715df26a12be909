import Ingest
import SourceText
import TraceModel

/// `config`: the effective configuration, as a `site.yaml` that says where each value comes from.
enum ConfigCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let project = try Project.open(invocation)
    _ = try BuildRequest.destination(of: project)
    console.result(text(of: project.configuration))
    return .clean
  }

  /// Valid YAML; read again it gives the same configuration.
  static func text(of configuration: Configuration) -> String {
    var lines: [(text: String, remark: String?)] = []
    var open: [String] = []
    for key in ConfigurationKey.all {
      guard let setting = configuration.settings[key.path] else { continue }
      let parts = key.path.split(separator: ".").map(String.init)
      let groups = Array(parts.dropLast())
      lines += headings(of: groups, behind: open).map { ($0, nil) }
      open = groups
      let indent = indentation(groups.count)
      let value = rendered(setting.value)
      let first = "\(indent)\(parts.last ?? key.path):" + (value.inline.map { " \($0)" } ?? "")
      lines.append((first, setting.origin.description))
      lines += value.below.map { ("  \(indent)\($0)", nil) }
    }
    let width = min(40, (lines.filter { $0.remark != nil }.map(\.text.count).max() ?? 0))
    return lines.map { line in
      line.remark.map { "\(padded(line.text, to: width))  # \($0)\n" } ?? "\(line.text)\n"
    }.joined()
  }

  /// The mappings that a key stands in, as far as they are not open already.
  private static func headings(of groups: [String], behind open: [String]) -> [String] {
    let shared = zip(groups, open).prefix { $0 == $1 }.count
    return groups.indices.dropFirst(shared).map { "\(indentation($0))\(groups[$0]):" }
  }

  private static func indentation(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

  /// A value that fits behind its key, or the lines below it.
  private static func rendered(_ value: ConfigurationValue) -> (inline: String?, below: [String]) {
    switch value {
    case .text(let text): (YAMLText.scalar(text), [])
    case .truth(let truth): (truth ? "true" : "false", [])
    case .number(let number): (String(number), [])
    case .names(let names): list(names.map(YAMLText.scalar))
    case .readers(let globs): (nil, InputReader.allCases.flatMap { reader(($0), globs[$0] ?? []) })
    case .navigation(let entries): list(entries.map(entry))
    case .markers(let markers): list(markers.map(marker))
    }
  }

  private static func list(_ items: [String]) -> (inline: String?, below: [String]) {
    items.isEmpty ? ("[]", []) : (nil, items.map { "- \($0)" })
  }

  private static func reader(_ reader: InputReader, _ globs: [String]) -> [String] {
    guard !globs.isEmpty else { return ["\(reader.rawValue): []"] }
    return ["\(reader.rawValue):"] + globs.map { "  - \(YAMLText.scalar($0))" }
  }

  private static func marker(_ marker: SourceMarker) -> String {
    var parts = ["text: \(YAMLText.scalar(marker.text))"]
    if let link = marker.link { parts.append("link: \(link.rawValue)") }
    if marker.extent != .block { parts.append("lines: \(marker.extent.rawValue)") }
    return "{\(parts.joined(separator: ", "))}"
  }

  private static func entry(_ entry: NavigationEntry) -> String {
    guard let title = entry.title else { return YAMLText.scalar(entry.page) }
    return "{title: \(YAMLText.scalar(title)), page: \(YAMLText.scalar(entry.page))}"
  }
}
