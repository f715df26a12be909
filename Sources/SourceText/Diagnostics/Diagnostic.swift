/// One finding: the single record behind the terminal, JSON lines, SARIF, and the badge on a page.
public struct Diagnostic: Sendable, Hashable {
  /// A further place that explains the finding.
  public struct Note: Sendable, Hashable {
    /// Lower case, present tense, no full stop.
    public var text: String
    /// `nil` when the note has no place of its own.
    public var range: SourceRange?

    /// A remark, with the place it is about if there is one.
    public init(_ text: String, at range: SourceRange? = nil) {
      self.text = text
      self.range = range
    }
  }

  /// The rule that was broken.
  public var rule: Rule
  /// Usually the rule's own severity.
  public var severity: Severity
  /// Where the author should look.
  public var range: SourceRange
  /// One line, lower case, present tense, no full stop; quotes text as its author wrote it.
  public var summary: String
  /// Further places, most useful first.
  public var notes: [Note]
  /// What to do, in the imperative; `nil` when the summary already says it.
  public var fix: String?

  /// A finding of a rule; `severity` replaces the rule's own when given.
  public init(
    _ rule: Rule, at range: SourceRange, _ summary: String, notes: [Note] = [],
    fix: String? = nil, severity: Severity? = nil
  ) {
    self.rule = rule
    self.severity = severity ?? rule.severity
    self.range = range
    self.summary = summary
    self.notes = notes
    self.fix = fix
  }
}

extension Diagnostic: Comparable {
  /// Order by path, then offset, then rule id, then text: the order of every output.
  public static func < (a: Diagnostic, b: Diagnostic) -> Bool {
    if a.range != b.range { return a.range < b.range }
    if a.rule.id != b.rule.id { return a.rule.id < b.rule.id }
    if a.summary != b.summary { return a.summary < b.summary }
    // The last words keep the order total, so that no output depends on the order of finding.
    if a.fix != b.fix { return a.fix ?? "" < b.fix ?? "" }
    return a.notes.lexicographicallyPrecedes(b.notes) {
      $0.text != $1.text
        ? $0.text < $1.text : $0.range?.description ?? "" < $1.range?.description ?? ""
    }
  }
}

/// So that a finding can be the failure of a `Result`; findings are collected, never thrown.
extension Diagnostic: Error {}
