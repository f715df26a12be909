import SourceText

/// Scripts of PowerShell: the order of their steps, and what they say at the end.
struct ShellChecks {
  let program: ProgramLines

  init?(_ program: ProgramLines) {
    guard ["powershell", "ps1", "pwsh"].contains(program.language) else { return nil }
    self.program = program
  }

  func check(into draft: inout DocumentDraft) {
    checkOrder(&draft)
    checkExit(&draft)
    checkRehearsal(&draft)
  }

  /// `$steps = @{ … }` and `foreach ($step in $steps.Keys)`.
  private func checkOrder(_ draft: inout DocumentDraft) {
    // Each table costs a look through the program.
    var tables: Set<String> = []
    for line in program.lines where line.code.hasPrefix("foreach (") && tables.count < 20 {
      guard let table = line.code.between(" in ", ".Keys)"), table.hasPrefix("$"),
        tables.insert(table).inserted
      else { continue }
      let (start, use) = ("\(table) = @{", "& \(table)[")
      guard let made = program.lines.first(where: { $0.code.hasPrefix(start) }),
        program.lines.contains(where: { $0.code.contains(use) })
      else { continue }
      draft.warn(
        IngestRules.stepsUnordered, draft.lines.range(line.span),
        "the steps of \(table.clipped) run in no certain order",
        notes: [Diagnostic.Note("the table is made here", at: draft.lines.range(made.span))],
        fix: "write [ordered] before @{")
    }
  }

  /// Failures that are counted, shown, and have no effect on the exit code.
  private func checkExit(_ draft: inout DocumentDraft) {
    let counted = program.lines.first { line in
      let code = line.code.lowercased()
      return code.hasPrefix("$") && code.hasSuffix("++") && code.contains("fail")
    }
    guard let counted else { return }
    let saysSo = program.lines.contains { line in
      let words = line.code.words.map { $0.lowercased() }
      guard let at = words.firstIndex(of: "exit") else { return words.contains("throw") }
      return at + 1 < words.count && words[at + 1] != "0"
    }
    // A script that is shown in part may say so in the other part.
    guard !saysSo, !isCut else { return }
    draft.warn(
      IngestRules.failuresExitZero, draft.lines.range(counted.span),
      "\(counted.code.dropLast(2)) counts failures, and the script ends as if there were none",
      fix: "exit with 1 when it is not 0")
  }

  /// Left out at the end of what is shown; an omission in the middle hides no end.
  private var isCut: Bool {
    program.lines.suffix(2).contains { $0.comment.hasPrefix("...") || $0.code.hasPrefix("...") }
  }

  /// `if (-not $DryRun) { … }` and behind it, for both cases, a mark of success.
  private func checkRehearsal(_ draft: inout DocumentDraft) {
    for (index, line) in program.lines.enumerated() {
      let code = line.code.lowercased()
      guard code.hasPrefix("if (-not $dryrun)"), code.hasSuffix("{") else { continue }
      let end = program.statementEnd(index)
      guard end < program.lines.count, program.lines[end].indentation == line.indentation,
        program.lines[end].code.contains("✓"), program.lines[end].code.hasPrefix("Write-")
      else { continue }
      draft.warn(
        IngestRules.rehearsalSuccess, draft.lines.range(program.lines[end].span),
        "a dry run reports success for what it has not done")
    }
  }
}
