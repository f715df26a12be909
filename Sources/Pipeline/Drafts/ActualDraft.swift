public import SourceText
public import TraceModel

/// Documents of what was built, from marks in programs, tests and their results. What is computed
/// stands in fields and sections of its own; every other line is a person's, and stays.
public struct ActualDraft {
  private let input: GateInput
  private let outline: (SourceFile) -> ModuleOutline

  /// - outline: reads a text as a document of the module.
  public init(_ input: GateInput, outline: @escaping (SourceFile) -> ModuleOutline) {
    (self.input, self.outline) = (input, outline)
  }

  /// Files that change.
  public var files: [ModuleFile] {
    [design, items(.actualRequirements), items(.actualScenarios)].compactMap(\.self)
  }

  private func document(_ kind: ModuleDocumentKind, _ title: String) -> ModuleOutline {
    if let outline = input.subject.outlines[kind] { return outline }
    let path = "\(input.subject.documentFolder)/\(kind.rawValue).md"
    return outline(SourceFile(path: path, text: "# \(title)\n"))
  }

  // MARK: requirements and scenarios

  private static let names = ["Computed", "Code", "Tests"]

  private func items(_ kind: ModuleDocumentKind) -> ModuleFile? {
    let isScenarios = kind == .actualScenarios
    let title = input.subject.title
    let outline = document(
      kind, isScenarios ? "Scenarios of \(title) as they work" : "What \(title) does")
    var owned = OwnedLines(outline)
    let items = isScenarios ? input.subject.scenarios : input.subject.requirements
    let positions = outline.sectionsByID
    let back = ReadingBack(outline: self.outline)
    var seen: Set<String> = []
    for item in items where item.facts.intent != nil && back.isDeclared(item) {
      guard seen.insert(IDSpelling.canonical(item.id)).inserted else { continue }
      guard let built = input.built[item.id] else { continue }
      if let position = positions[IDSpelling.canonical(item.id)] {
        if isScenarios { mark(position, built, &owned) }
        owned.set(Self.fields(of: built), among: Self.names, in: position)
      } else {
        let word =
          isScenarios ? built.state.mark.map { " [\($0.rawValue.uppercased())]" } ?? "" : ""
        owned.append(
          ["### \(item.id): \(oneLine(item.title))\(word)", ""]
            + Self.fields(of: built).map { "- **\($0.name):** \($0.value)" })
      }
    }
    return file(owned, kind)
  }

  /// A mark that a person has set stays; one that says what was computed last follows.
  private func mark(_ position: Int, _ built: BuiltItem, _ owned: inout OwnedLines) {
    let section = owned.outline.sections[position]
    let last = owned.outline.fields.first { $0.section == position && $0.name == "Computed" }?
      .value.prefix { $0 != ":" && $0 != " " }
    guard let mark = built.state.mark else { return }
    if section.mark == nil || last.map({ $0 == section.mark?.rawValue ?? "" }) == true {
      owned.mark(position, mark)
    }
  }

  private static func fields(of built: BuiltItem) -> [(name: String, value: String)] {
    var fields = [(name: "Computed", value: "\(built.state.rawValue): \(built.reason)")]
    if !built.code.isEmpty { fields.append(("Code", places(built.code))) }
    if !built.tests.isEmpty {
      let tests = built.tests.prefix(8).map { "`\(code($0.name))` \($0.outcome.rawValue)" }
      fields.append(("Tests", list(tests, of: built.tests.count)))
    }
    return fields
  }

  private static func places(_ ranges: [SourceRange]) -> String {
    let places = ranges.prefix(8).map { "`\(code($0.path)):\($0.line)`" }
    return list(places, of: ranges.count)
  }

  private static func list(_ shown: [String], of count: Int) -> String {
    shown.joined(separator: ", ") + (count > shown.count ? " and \(count - shown.count) more" : "")
  }

  /// What stands between back quotes holds none.
  private static func code(_ text: String) -> String { oneLine(text.filter { $0 != "`" }) }

  // MARK: the design as it is

  private var design: ModuleFile? {
    var owned = OwnedLines(document(.actualDesign, "\(input.subject.title) as it is"))
    var programs: [String: Set<String>] = [:]
    var stubs: [String] = []
    for item in input.built.items {
      for place in item.code { programs[place.path, default: []].insert(item.id) }
    }
    for phase in input.subject.phases {
      for link in input.subject.graph.links(to: phase.node) where link.remark == "to be done" {
        stubs.append("- `\(Self.code(link.range.path)):\(link.range.line)` \(phase.id)")
      }
    }
    owned.section(
      "Programs",
      programs.keys.sorted().map { path in
        let ids = (programs[path] ?? []).sorted(by: isOrdered)
        return "- `\(Self.code(path))`: \(ids.joined(separator: ", "))"
      }
    ) { line in
      Self.isListed(line) {
        $0.hasPrefix(": ") && $0.dropFirst(2).split(separator: ", ").allSatisfy(isID)
      }
    }
    owned.section("Left open", stubs) { line in
      Self.isListed(line) { $0.hasPrefix(" ") && isID($0.dropFirst()) }
    }
    return file(owned, .actualDesign)
  }

  /// `` - `path` `` and then what a condition accepts: the form of lists that are computed.
  static func isListed(_ line: String, _ isRest: (Substring) -> Bool) -> Bool {
    guard line.hasPrefix("- `"), let end = line.dropFirst(3).firstIndex(of: "`") else {
      return false
    }
    return isRest(line[line.index(after: end)...])
  }

  /// A document that is new is written with what it begins with.
  private func file(_ owned: OwnedLines, _ kind: ModuleDocumentKind) -> ModuleFile? {
    if let file = owned.file { return file }
    guard input.subject.outlines[kind] == nil else { return nil }
    return ModuleFile(path: owned.outline.file.path, bytes: owned.outline.file.bytes)
  }
}

extension BuiltState {
  /// How a heading says it; what is missing or unplanned has no mark.
  var mark: ImplementationMark? { ImplementationMark(rawValue: rawValue) }
}

/// `REQ-OAGW-1`, `PHASE-OAGW-2`.
func isID(_ text: Substring) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  return parts.count == 3 && NumberedKind(rawValue: String(parts[0])) != nil
    && Int(parts[2]) != nil
}
