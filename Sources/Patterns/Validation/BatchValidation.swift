import Notation
import SourceText

/// Looks at files that were just made, before they count.
struct BatchValidation {
  /// With the files of the batch, and of those before it.
  let tree: RegistryTree
  /// As it was when the phase began.
  let before: RegistryTree
  /// Patterns by their ids.
  let patterns: [String: RegistryPattern]

  /// What is wrong with one file by the checks of its group; empty when nothing is.
  func faults(of file: PlannedFile, by checks: [BatchCheck]) -> [String] {
    checks.flatMap { check in
      switch check {
      case .presence: presence(file)
      case .syntax: syntax(file)
      case .schema: compliance(file)
      }
    }
  }

  /// What a person has to do before a file of the group can stand; `nil` when it can.
  func obstacle(to file: PlannedFile, by checks: [BatchCheck]) -> String? {
    guard checks.contains(.schema), let pattern = patterns[file.pattern] else { return nil }
    let place = pattern.place(.schema)
    guard isExample(file, of: pattern), file.before == nil else { return nil }
    if tree[place] == nil { return "there is no schema at \(place) to hold it against" }
    // A schema that somebody has written is right until that person says otherwise.
    return before[place] == nil ? nil : compliance(file).first
  }

  private func isExample(_ file: PlannedFile, of pattern: RegistryPattern) -> Bool {
    file.path.hasPrefix(pattern.place(.examples)) && file.path.hasSuffix(".json")
  }

  private func presence(_ file: PlannedFile) -> [String] {
    // A package of Python is marked by a file that may be empty.
    let mayBeEmpty = file.path.hasSuffix("/__init__.py")
    guard let made = tree[file.path], mayBeEmpty || !made.bytes.isEmpty else {
      return ["nothing was made"]
    }
    return []
  }

  // MARK: syntax

  private func syntax(_ file: PlannedFile) -> [String] {
    guard let made = tree[file.path] else { return [] }
    guard String(validating: made.bytes, as: UTF8.self) != nil else { return ["is not UTF-8"] }
    let ending = file.path.split(separator: ".").last.map(String.init) ?? ""
    switch ending {
    case "json": return errors(JSONParser.parse(made, limits: RegistryIndex.limits).diagnostics)
    case "yaml", "yml": return yaml(made, before: file.before)
    case "py", "ps1", "psm1": return program(file)
    default: return []
    }
  }

  /// A file that somebody else has written may have had faults before a line was put in.
  private func yaml(_ made: SourceFile, before: [UInt8]?) -> [String] {
    let read = { (file: SourceFile) in
      errors(LooseYAML(file, limits: RegistryIndex.limits, recovering: []).diagnostics)
    }
    if let before, !read(SourceFile(path: made.path, bytes: before)).isEmpty { return [] }
    return read(made)
  }

  /// Programs are compiled where they run; what can be seen here is whether they say whose they are.
  private func program(_ file: PlannedFile) -> [String] {
    guard let pattern = patterns[file.pattern] else { return [] }
    guard let stated = StatedIDReading.id(in: tree, at: file.path) else {
      return ["has no DOC_LINK among its first lines"]
    }
    let isOwn = stated.text == pattern.documentID.text
    return isOwn ? [] : ["its DOC_LINK is \(stated.text), expected \(pattern.documentID)"]
  }

  private func errors(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.filter { $0.severity == .error }.prefix(3).map {
      "line \($0.range.line): \($0.summary)"
    }
  }

  // MARK: examples

  private func compliance(_ file: PlannedFile) -> [String] {
    guard let pattern = patterns[file.pattern], let made = tree[file.path],
      isExample(file, of: pattern)
    else { return [] }
    let place = pattern.place(.schema)
    guard let schema = tree[place].flatMap(Self.rules) else {
      return []
    }
    guard let instance = Self.value(made) else { return ["is no JSON"] }
    // An example that was there answers only for what the edit has brought.
    let known = file.before.flatMap { Self.value(SourceFile(path: file.path, bytes: $0)) }
      .map { Set(InstanceCheck.faults(of: $0, against: schema)) }
    return InstanceCheck.faults(of: instance, against: schema)
      .filter { known?.contains($0) != true }.map { "\(place) refuses it: \($0)" }
  }

  /// The value of a file that is JSON without any fault; `nil` for everything else.
  static func value(_ file: SourceFile) -> InstanceValue? {
    let parsed = JSONParser.parse(file, limits: RegistryIndex.limits)
    guard !parsed.diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    return parsed.root.map { InstanceValue($0) }
  }

  /// The rules of a schema; `nil` for a file that holds none.
  static func rules(_ file: SourceFile) -> InstanceValue? {
    guard let value = value(file), case .record = value else { return nil }
    return value
  }
}
