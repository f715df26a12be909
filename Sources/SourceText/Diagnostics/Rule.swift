/// How much a finding matters to the outcome of a run.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  /// Worth knowing; never changes the exit code.
  case note
  /// Suspicious; an error under `--strict`.
  case warning
  /// Wrong: nothing is published unless `--keep-going` is given.
  case error

  private var rank: Int { self == .error ? 2 : self == .warning ? 1 : 0 }

  /// From harmless to wrong: `note`, `warning`, `error`.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// One kind of finding, with the text of its page in the documentation.
///
/// Each module declares its rules as static members and lists them in one array; the command line
/// gathers the arrays, writes the pages under `content/rules/`, and the SARIF writer reads them too.
public struct Rule: Sendable, Hashable {
  /// Stable, kebab-case, unique in the product.
  public let id: String
  /// The severity that a diagnostic of this rule has unless it says otherwise.
  public let severity: Severity
  /// One line, lower case, no full stop: what is wrong.
  public let title: String
  /// Why it matters and what exactly is checked; one or more Markdown paragraphs.
  public let explanation: String
  /// How to put it right; one Markdown paragraph.
  public let remedy: String
  /// A small input that breaks the rule.
  public let example: String

  /// A rule by its id; the four texts become its page in the documentation.
  public init(
    _ id: String, _ severity: Severity, _ title: String, explanation: String, remedy: String,
    example: String
  ) {
    self.id = id
    self.severity = severity
    self.title = title
    self.explanation = explanation
    self.remedy = remedy
    self.example = example
  }

  /// Rules are equal when their ids are: an id belongs to one rule only.
  public static func == (a: Rule, b: Rule) -> Bool { a.id == b.id }
  /// Feeds the id, which alone decides equality.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
