import Activities
import Notation
import SourceText

/// Decodes `content/site.yaml` against the table of keys, and finds every fault in one pass.
struct ConfigurationReader {
  private(set) var configuration = Configuration()
  private(set) var diagnostics: [Diagnostic]
  private let lines: LineMap

  /// The settings of a parsed file; those with a fault keep their default.
  static func read(_ parsed: ParsedNotation) -> (Configuration, [Diagnostic]) {
    var reader = ConfigurationReader(parsed)
    guard let root = parsed.root else { return (reader.configuration, parsed.diagnostics) }
    reader.readMapping(root, prefix: "")
    // A file with broken syntax may have lost the very line that would settle a conflict.
    if reader.diagnostics.isEmpty {
      reader.diagnostics = reader.configuration.folderConflicts()
    }
    return (reader.configuration, reader.diagnostics)
  }

  private init(_ parsed: ParsedNotation) {
    diagnostics = parsed.diagnostics
    lines = parsed.lines
  }

  private mutating func readMapping(_ node: Node, prefix: String) {
    if isNull(node) { return }
    guard case .mapping(let entries) = node.value else {
      let place = prefix.isEmpty ? "site.yaml" : prefix
      return complain(.configType, node.span, "\(place) must be a mapping, not \(name(of: node))")
    }
    for entry in entries { read(entry, prefix: prefix) }
  }

  private mutating func read(_ entry: Node.Entry, prefix: String) {
    let path = prefix.isEmpty ? entry.key : "\(prefix).\(entry.key)"
    // A dot in a key would name a place that only nesting may name.
    if !entry.key.contains("."), let key = ConfigurationKey.key(at: path) {
      read(entry, as: key)
    } else if path == "orchestration" {
      readOrchestration(entry.value)
    } else if path == "site" {
      // The settings of the site may stand together below one key.
      readMapping(entry.value, prefix: "")
    } else if !ConfigurationKey.names(below: path).isEmpty, !entry.key.contains(".") {
      readMapping(entry.value, prefix: path)
    } else {
      complainUnknown(entry, among: ConfigurationKey.names(below: prefix), in: prefix)
    }
  }

  private mutating func readOrchestration(_ node: Node) {
    let (found, faults) = ActivityConfiguration.read(node, lines)
    configuration.orchestration = found
    for fault in faults {
      let rule = fault.kind == .unknownKey ? Rule.configUnknownKey : .configValue
      diagnostics.append(Diagnostic(rule, at: fault.range, fault.summary))
    }
  }

  private mutating func read(_ entry: Node.Entry, as key: ConfigurationKey) {
    if isNull(entry.value) { return }
    if let before = configuration.settings[key.path]?.range {
      let place = "line \(before.line)"
      return complain(.configValue, entry.keySpan, "\(key.path) is given twice, first in \(place)")
    }
    guard let value = value(of: entry.value, for: key) else { return }
    let range = lines.range(entry.value.span)
    configuration.set(
      key, .init(value: value, origin: .file(range.description), range: range))
  }

  private mutating func value(
    of node: Node, for key: ConfigurationKey
  ) -> ConfigurationValue? {
    switch key.shape {
    case .text, .documentFolder, .webAddress, .editAddress, .language, .folder: text(node, key)
    case .truth: truth(node, key)
    case .number(let range): number(node, key, range)
    case .switchedNumber(let range): switchedNumber(node, key, range)
    case .taxonomies: taxonomies(node, called: key.path)
    case .files: files(node, called: key.path)
    case .readers: readers(node)
    case .navigation: navigation(node)
    case .markers: markers(node)
    case .command: command(node, called: key.path)
    }
  }

  private mutating func text(_ node: Node, _ key: ConfigurationKey) -> ConfigurationValue? {
    guard case .scalar(let scalar) = node.value else {
      return wrongType(node, key.path, "text")
    }
    let hidden = key.path == "destination" ? hiddenFolderComplaint(scalar.text) : nil
    if let complaint = complaint(about: scalar.text, as: key.shape) ?? hidden {
      complain(.configValue, node.span, "\(key.path) \(complaint)")
      return nil
    }
    let isFolder = key.shape == .folder
    return .text(isFolder ? (try? CleanPath(scalar.text).text) ?? scalar.text : scalar.text)
  }

  private mutating func truth(_ node: Node, _ key: ConfigurationKey) -> ConfigurationValue? {
    guard case .scalar(let scalar) = node.value, scalar.isPlain else {
      return wrongType(node, key.path, "true or false")
    }
    switch scalar.text {
    case "true", "True", "TRUE": return .truth(true)
    case "false", "False", "FALSE": return .truth(false)
    default: return wrongType(node, key.path, "true or false")
    }
  }

  private mutating func number(
    _ node: Node, _ key: ConfigurationKey, _ range: ClosedRange<Int>
  ) -> ConfigurationValue? {
    guard case .scalar(let scalar) = node.value, scalar.isPlain,
      let number = Option.number(scalar.text)
    else { return wrongType(node, key.path, "a whole number") }
    guard range.contains(number) else {
      let bounds = "from \(range.lowerBound) to \(range.upperBound)"
      complain(.configValue, node.span, "\(key.path) must be \(bounds), not \(number)")
      return nil
    }
    return .number(number)
  }

  private mutating func switchedNumber(
    _ node: Node, _ key: ConfigurationKey, _ range: ClosedRange<Int>
  ) -> ConfigurationValue? {
    guard case .scalar(let scalar) = node.value, scalar.isPlain else {
      return wrongType(node, key.path, "true, false or a whole number")
    }
    switch scalar.text {
    case "true", "True", "TRUE": return key.standard
    case "false", "False", "FALSE": return .number(0)
    default: return number(node, key, range)
    }
  }

  /// A list of texts, or one text alone.
  private mutating func names(_ node: Node, called name: String) -> [String]? {
    if case .scalar(let scalar) = node.value { return [scalar.text] }
    guard case .sequence(let elements) = node.value else {
      complainType(node, name, "a list of texts")
      return nil
    }
    return elements.compactMap { element in
      if case .scalar(let scalar) = element.value, !scalar.text.isEmpty { return scalar.text }
      complainType(element, "an entry of \(name)", "text")
      return nil
    }
  }

  /// The words reach the program as they are, so that none may be lost or be no text.
  private mutating func command(_ node: Node, called name: String) -> ConfigurationValue? {
    let known = diagnostics.count
    guard let words = names(node, called: name), diagnostics.count == known else { return nil }
    if words.isEmpty { return .names([]) }
    guard let program = words.first, !program.isEmpty else {
      return wrongType(node, name, "a program with its arguments")
    }
    guard let complaint = words.lazy.compactMap({ complaint(about: $0, as: .command) }).first
    else { return .names(words) }
    complain(.configValue, node.span, "a word of \(name) \(complaint)")
    return nil
  }

  /// Each becomes a folder of the site, and must not hide what the front matter or the site means.
  private mutating func taxonomies(_ node: Node, called name: String) -> ConfigurationValue? {
    guard let names = names(node, called: name) else { return nil }
    for complaint in names.compactMap(complaint(aboutTaxonomy:)) {
      complain(.configValue, node.span, "a name in \(name) \(complaint)")
    }
    return .names(names)
  }

  private mutating func readers(_ node: Node) -> ConfigurationValue? {
    guard case .mapping(let entries) = node.value else {
      return wrongType(node, "inputs", "a mapping of readers to globs")
    }
    var globs = InputReader.standardGlobs
    for entry in entries {
      guard let reader = InputReader(rawValue: entry.key) else {
        complainUnknown(entry, among: InputReader.allCases.map(\.rawValue), in: "inputs")
        continue
      }
      guard !isNull(entry.value) else { continue }
      globs[reader] = self.globs(entry.value, of: reader)
    }
    return .readers(globs)
  }

  private mutating func globs(_ node: Node, of reader: InputReader) -> [String] {
    globs(node, called: "inputs.\(reader.rawValue)") ?? []
  }

  private mutating func files(_ node: Node, called name: String) -> ConfigurationValue? {
    globs(node, called: name).map { .names($0) }
  }

  private mutating func globs(_ node: Node, called name: String) -> [String]? {
    guard let texts = names(node, called: name) else { return nil }
    for text in texts {
      guard let complaint = globComplaint(text) else { continue }
      complain(.configValue, node.span, "a glob of \(name) \(complaint)")
    }
    return texts
  }

  private func globComplaint(_ text: String) -> String? {
    if text.hasPrefix("/") || text.split(separator: "/").contains("..") {
      return "must be relative to the project and stay in it, not \(quoted(text))"
    }
    do throws(Glob.Malformed) {
      _ = try Glob(text)
      return nil
    } catch {
      return "is malformed: \(quoted(text)) \(error.reason)"
    }
  }

  private mutating func navigation(_ node: Node) -> ConfigurationValue? {
    guard case .sequence(let elements) = node.value else {
      return wrongType(node, "navigation", "a list of pages")
    }
    return .navigation(elements.compactMap { entry($0) })
  }

  /// A page's path, or a mapping of `title` and `page`.
  private mutating func entry(_ node: Node) -> NavigationEntry? {
    if case .scalar(let scalar) = node.value, !scalar.text.isEmpty {
      return NavigationEntry(page: scalar.text)
    }
    guard case .mapping(let entries) = node.value else {
      complainType(node, "an entry of navigation", "a page or a mapping of title and page")
      return nil
    }
    var texts: [String: String] = [:]
    for entry in entries {
      guard ["title", "page"].contains(entry.key) else {
        complainUnknown(entry, among: ["title", "page"], in: "navigation")
        continue
      }
      if case .scalar(let scalar) = entry.value.value {
        texts[entry.key] = scalar.text
      } else {
        complainType(entry.value, "navigation.\(entry.key)", "text")
      }
    }
    if let page = texts["page"] { return NavigationEntry(title: texts["title"], page: page) }
    complain(.configType, node.span, "an entry of navigation needs page")
    return nil
  }

  mutating func wrongType(
    _ node: Node, _ what: String, _ expected: String
  ) -> ConfigurationValue? {
    complainType(node, what, expected)
    return nil
  }

  mutating func complainType(_ node: Node, _ what: String, _ expected: String) {
    complain(.configType, node.span, "\(what) must be \(expected), not \(name(of: node))")
  }

  mutating func complainUnknown(
    _ entry: Node.Entry, among names: [String], in place: String
  ) {
    let nearest =
      names.first { plainForm($0) == plainForm(entry.key) }
      ?? nearestName(to: entry.key, among: names)
    let known = nearest == nil ? "; known are " + names.joined(separator: ", ") : ""
    complain(
      .configUnknownKey, entry.keySpan,
      "unknown key \(quoted(entry.key))" + (place.isEmpty ? "" : " in \(place)")
        + (nearest.map { "; did you mean \(quoted($0))?" } ?? known))
  }

  mutating func complain(_ rule: Rule, _ span: Span, _ summary: String) {
    diagnostics.append(Diagnostic(rule, at: lines.range(span), summary))
  }
}

/// `baseURL`, `base-url` and `base_url` are one name to whoever misspells it.
private func plainForm(_ name: String) -> String {
  name.lowercased().filter { $0 != "_" && $0 != "-" }
}

func isNull(_ node: Node) -> Bool {
  guard case .scalar(let scalar) = node.value else { return false }
  return scalar.isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.text)
}

private func name(of node: Node) -> String {
  switch node.value {
  case .scalar(let scalar): quoted(scalar.text)
  case .sequence: "a list"
  case .mapping: "a mapping"
  }
}
