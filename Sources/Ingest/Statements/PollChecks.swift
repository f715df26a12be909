import SourceText

/// Programs that wait for something, ask for a version, or rely on a default of the engine.
struct PollChecks {
  let program: ProgramLines

  func check(into draft: inout DocumentDraft) {
    checkPolls(&draft)
    checkVersions(&draft)
    checkDefault(&draft)
    checkModules(&draft)
  }

  /// Names of the Python SDK that are often looked for in a module that does not have them.
  /// Read from temporalio 1.35.
  private static let homes: [(wrong: String, right: String)] = [
    ("workflow.RetryPolicy", "temporalio.common.RetryPolicy"),
    ("activity.RetryPolicy", "temporalio.common.RetryPolicy"),
    ("workflow.ApplicationError", "temporalio.exceptions.ApplicationError"),
    ("activity.ApplicationError", "temporalio.exceptions.ApplicationError"),
    ("workflow.WorkflowIDReusePolicy", "temporalio.common.WorkflowIDReusePolicy"),
    ("workflow.SearchAttributeKey", "temporalio.common.SearchAttributeKey"),
  ]

  /// `workflow.RetryPolicy(…)` is an `AttributeError` when the program gets there.
  private func checkModules(_ draft: inout DocumentDraft) {
    for line in program.lines where line.code.utf8.contains(UInt8(ascii: ".")) {
      for home in Self.homes {
        guard let found = line.code.firstRange(of: home.wrong),
          line.code[..<found.lowerBound].utf8.last?.isNameByte != true,
          line.code[..<found.lowerBound].utf8.last != UInt8(ascii: "."),
          line.code[found.upperBound...].utf8.first?.isNameByte != true
        else { continue }
        draft.warn(
          IngestRules.foreignName, draft.lines.range(line.span),
          "\(home.wrong) does not exist: the module has no such name",
          fix: "import \(home.right)")
      }
    }
  }

  /// `done = s.get('done', 0)`, `all = s.get('all', 0)`, `if done == all: break` in an endless loop.
  private func checkPolls(_ draft: inout DocumentDraft) {
    for (start, line) in program.lines.enumerated() where line.code == "while True:" {
      var defaults: [String: String] = [:]
      for index in program.block(below: start) {
        let code = program.lines[index].code
        if let sides = Self.read(code) { defaults[sides.name] = sides.value }
        guard code.hasPrefix("if "), code.hasSuffix(":"),
          let sign = code.firstRange(of: " == "), index + 1 < program.lines.count,
          ["break", "return"].contains(program.lines[index + 1].code)
        else { continue }
        let left = String(code[..<sign.lowerBound].dropFirst(3))
        let right = String(code[sign.upperBound...].dropLast())
        guard let one = defaults[left], one == defaults[right] else { continue }
        draft.warn(
          IngestRules.pollEndsAtOnce, draft.lines.range(program.lines[index].span),
          "\(left.clipped) and \(right.clipped) are both \(one.clipped) before anything is known, "
            + "so the loop ends at once",
          fix: "end on a state that says so, not on two equal counts")
      }
    }
  }

  /// Name and default of `done = s.get('done', 0)`.
  private static func read(_ code: String) -> (name: String, value: String)? {
    guard let sign = code.firstRange(of: " = "), let call = code.between(".get(", ")") else {
      return nil
    }
    let parts = call.split(separator: ",").map { String($0).trimmedSpaces }
    return parts.count == 2 ? (String(code[..<sign.lowerBound]), parts[1]) : nil
  }

  /// `get_version("v2", 1, 2)`: what was recorded before the change has version -1.
  private func checkVersions(_ draft: inout DocumentDraft) {
    for line in program.lines {
      guard let call = line.code.between(".get_version(", ")") else { continue }
      let parts = call.split(separator: ",").map { String($0).trimmedSpaces }
      guard parts.count == 3, let least = Int(parts[1]), least >= 0 else { continue }
      draft.warn(
        IngestRules.versionRange, draft.lines.range(line.span),
        "a run from before the change has version -1, and the least that is supported is \(least)",
        fix: "begin the range with the default version, as long as such runs may be open")
    }
  }

  /// A comment that promises a number of attempts, and nothing that sets one.
  private func checkDefault(_ draft: inout DocumentDraft) {
    guard program.lines.contains(where: { $0.code.hasPrefix("@activity.defn") }),
      !program.lines.contains(where: { $0.code.contains("RetryPolicy") })
    else { return }
    for line in program.lines {
      let comment = line.comment.lowercased()
      guard comment.hasPrefix("default"), comment.contains("attempts"),
        let count = comment.between("max ", " attempts").flatMap({ Int($0) })
      else { continue }
      draft.warn(
        IngestRules.retryDefault, draft.lines.range(line.span),
        "\(count) attempts are called the default, and without a retry policy there is no limit",
        severity: .note)
    }
  }
}
