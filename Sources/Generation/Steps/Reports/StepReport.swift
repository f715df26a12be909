import SourceText

/// A report of one step of a development: about one manifold, the same for the same input.
public struct StepReport: Sendable {
  /// The forms in which a report is printed.
  public enum Form: String, Sendable, CaseIterable {
    /// Lines for people.
    case text
    /// The shape that readers of reports know.
    case yaml
    /// The same in JSON.
    case json
  }

  /// `checkout-validation`: the name of the file without its ending.
  public let name: String
  /// False when the step finds what must not stay.
  public let passes: Bool
  /// For people, one line each.
  public let lines: [String]
  private let step: String
  private let manifold: String
  private let sections: ReportValue

  init(
    _ step: String, of manifold: String, ending: String, passes: Bool = true, lines: [String],
    _ sections: ReportValue
  ) {
    self.step = step
    self.manifold = manifold
    self.passes = passes
    self.lines = lines
    self.sections = sections
    name = manifold + ending
  }

  /// The report in a form; files in YAML and JSON carry the fingerprint of their content.
  public func text(as form: Form) -> String {
    switch form {
    case .text: return lines.map { $0 + "\n" }.joined()
    case .yaml, .json:
      let fingerprint = Fingerprint(of: document(as: form, fingerprint: "")).description
      return document(as: form, fingerprint: fingerprint)
    }
  }

  private func document(as form: Form, fingerprint: String) -> String {
    guard case .mapping(let sections) = sections else { return "" }
    let meta: ReportValue = [
      "manifold": .text(manifold), "written_by": .text("throughline manifold \(step)"),
      "fingerprint": .text(fingerprint),
    ]
    let all = ReportValue.mapping([ReportValue.Member(key: "meta", value: meta)] + sections)
    if form == .json { return all.json }
    var text = "# Written by `throughline manifold \(step)`; an edited file is not overwritten.\n"
    all.write(yaml: &text)
    return text
  }

  /// What a file is to somebody who would write a report in its place.
  public enum Origin: Sendable {
    /// As a step has written it.
    case written
    /// Written by a step, and changed since.
    case edited
    /// Somebody else's.
    case foreign
  }

  /// Whether a file was written by a step, told by the fingerprint that it carries.
  public static func origin(of bytes: [UInt8]) -> Origin {
    let key = Array("fingerprint".utf8)
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: key) }) else {
      return .foreign
    }
    // `fingerprint: "…"` or `"fingerprint": "…"`.
    let rest = bytes[(start + key.count)...].drop { $0 == 0x22 || $0 == 0x3A || $0 == 0x20 }
    let value = rest.prefix { $0 != 0x22 && $0 != 0x0A }
    guard value.count == 32 else { return .foreign }
    let blank = bytes[..<value.startIndex] + bytes[value.endIndex...]
    let known = Fingerprint(of: Array(blank)).description
    return known.utf8.elementsEqual(value) ? .written : .edited
  }
}

/// How much stands against going on; the order is that of the reports.
enum IssueSeverity: String, Sendable, CaseIterable, Comparable {
  case critical, high, medium, low

  static func < (a: IssueSeverity, b: IssueSeverity) -> Bool { a.order < b.order }
  private var order: Int { Self.cases.firstIndex(of: self) ?? 0 }
  private static let cases = allCases
}

/// `1 tension`, `3 tensions`.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}
