import Notation
import SourceText

/// Looks at files that were just made, before they count.
struct BatchValidation {
  /// With the files of the batch, and of those before it.
  let tree: RegistryTree
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
      file.path.hasPrefix(pattern.place(.examples)), file.path.hasSuffix(".json")
    else { return [] }
    let place = pattern.place(.schema)
    guard let schema = tree[place].flatMap(Self.value) else {
      return file.before == nil ? ["there is no schema at \(place) to hold it against"] : []
    }
    guard let instance = Self.value(made) else { return ["is no JSON"] }
    // An example that was there answers only for what the edit has brought.
    let known = file.before.flatMap { Self.value(SourceFile(path: file.path, bytes: $0)) }
      .map { Set(InstanceCheck.faults(of: $0, against: schema)) }
    return InstanceCheck.faults(of: instance, against: schema)
      .filter { known?.contains($0) != true }.map { "\(place) refuses it: \($0)" }
  }

  static func value(_ file: SourceFile) -> InstanceValue? {
    JSONParser.parse(file, limits: RegistryIndex.limits).root.map { InstanceValue($0) }
  }
}
