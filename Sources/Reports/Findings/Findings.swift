public import SourceText

/// One diagnostic with the mark by which a later run recognises it.
public struct Finding: Sendable {
  /// What was found.
  public let diagnostic: Diagnostic
  /// From rule, path and summary, not from the line: it survives edits elsewhere in the file.
  public let fingerprint: Fingerprint
}

/// The findings of one run: sorted, distinct, counted; the verdict behind every report.
public struct Findings: Sendable {
  /// By path, then offset, then rule.
  public let all: [Finding]
  /// Number of errors, after `strict` has raised warnings.
  public let errors: Int
  /// Number of warnings.
  public let warnings: Int
  /// Number of notes.
  public let notes: Int

  /// Sorts and counts diagnostics, and drops those that say the same of the same place.
  ///
  /// With `isStrict`, every warning becomes an error.
  public init(_ diagnostics: [Diagnostic], isStrict: Bool = false) {
    var seen: [Fingerprint: Int] = [:]
    all = Self.distinct(diagnostics).map { diagnostic in
      var diagnostic = diagnostic
      if isStrict, diagnostic.severity == .warning { diagnostic.severity = .error }
      return Finding(
        diagnostic: diagnostic, fingerprint: Self.fingerprint(of: diagnostic, &seen))
    }
    func count(_ severity: Severity, in findings: [Finding]) -> Int {
      findings.count { $0.diagnostic.severity == severity }
    }
    errors = count(.error, in: all)
    warnings = count(.warning, in: all)
    notes = count(.note, in: all)
  }

  /// True when the run must not be called clean.
  public var hasErrors: Bool { errors > 0 }

  /// `2 errors and 1 warning in 3 files`, or `no findings`.
  public var summary: String {
    guard !all.isEmpty else { return "no findings" }
    let files = Set(all.map(\.diagnostic.range.path)).count
    return "\(Self.counts(errors, warnings, notes)) in \(Self.count(files, "file"))"
  }

  /// The findings that fit into `limit`, errors before warnings before notes, still in order, and
  /// a line about the rest: `and 12 more: 12 warnings`.
  func clipped(to limit: Int?) -> (shown: [Finding], rest: String?) {
    guard let limit, all.count > limit else { return (all, nil) }
    let ranked = all.indices.sorted { a, b in
      let (first, second) = (all[a].diagnostic.severity, all[b].diagnostic.severity)
      return first == second ? a < b : first > second
    }
    let shown = ranked.prefix(limit).sorted().map { all[$0] }
    func hidden(_ total: Int, _ severity: Severity) -> Int {
      total - shown.count { $0.diagnostic.severity == severity }
    }
    let rest = Self.counts(hidden(errors, .error), hidden(warnings, .warning), hidden(notes, .note))
    return (shown, "and \(all.count - limit) more: \(rest)")
  }

  private static func distinct(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var result: [Diagnostic] = []
    for diagnostic in diagnostics.sorted() {
      if let last = result.last, last.range == diagnostic.range, last.rule == diagnostic.rule,
        last.summary == diagnostic.summary
      {
        continue
      }
      result.append(diagnostic)
    }
    return result
  }

  private static func fingerprint(
    of diagnostic: Diagnostic, _ seen: inout [Fingerprint: Int]
  ) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(diagnostic.rule.id)
    hasher.combine(diagnostic.range.path)
    hasher.combine(diagnostic.summary)
    let first = hasher.finish()
    seen[first, default: 0] += 1
    guard let occurrence = seen[first], occurrence > 1 else { return first }
    hasher.combine(occurrence)
    return hasher.finish()
  }

  private static func counts(_ errors: Int, _ warnings: Int, _ notes: Int) -> String {
    let parts = [(errors, "error"), (warnings, "warning"), (notes, "note")]
      .filter { $0.0 > 0 }.map { count($0.0, $0.1) }
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
