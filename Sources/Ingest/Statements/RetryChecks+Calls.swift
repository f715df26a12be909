import SourceText

extension RetryChecks {
  // MARK: results

  /// `attempts=3` behind a loop that may have ended earlier, where another result counts.
  func checkResult(_ loop: Loop, _ draft: inout DocumentDraft) {
    let mayEnd = loop.body.contains { program.lines[$0].code == "break" }
    guard mayEnd else { return }
    let inside = program.statements(in: loop.body).filter { $0.text.hasPrefix("return ") }
    let after = program.statements(
      in: loop.body
        .upperBound..<max(
          loop.body.upperBound, loop.function.body.upperBound)
    ).filter { $0.text.hasPrefix("return ") }
    for (text, line) in after {
      for name in Self.keywords(of: text) {
        guard let constant = text.argument(name), Int(constant) == loop.count else { continue }
        let counts = inside.contains { $0.text.argument(name)?.contains(loop.variable) == true }
        guard counts else { continue }
        draft.warn(
          IngestRules.constantCount, draft.lines.range(program.lines[line].span),
          "\(name) is always \(constant) here, and the loop before it may end after fewer rounds",
          fix: "give the number of rounds that were made")
      }
    }
  }

  private static func keywords(of text: String) -> [String] {
    text.split { "(,".contains($0) }.prefix(30).compactMap { part in
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { return nil }
      let name = String(sides[0]).trimmedSpaces
      return name.utf8.allSatisfy(\.isNameByte) ? name : nil
    }
  }

  // MARK: calls

  /// A loop around a call that retries by itself.
  func checkPolicy(_ loop: Loop, _ draft: inout DocumentDraft) {
    let calls = program.statements(in: loop.body)
    guard let call = calls.first(where: { $0.text.argument("retry_policy") != nil }),
      let policy = call.text.argument("retry_policy")
    else { return }
    let inner = program.statements(in: loop.function.body).first {
      $0.text.hasPrefix("\(policy) =")
    }
    guard let text = (inner?.text ?? call.text).argument("maximum_attempts"),
      let count = Int(Self.plain(text)), (2...1_000).contains(count)
    else { return }
    draft.warn(
      IngestRules.attemptsMultiply, draft.lines.range(program.lines[call.line].span),
      "\(loop.count) rounds of the loop with up to \(count) attempts each are "
        + "\(loop.count * count) attempts",
      fix: "let either the loop or the retry policy try again")
  }

  /// A key that is new in each round protects from nothing.
  func checkKey(_ loop: Loop, _ draft: inout DocumentDraft) {
    for line in loop.body {
      let code = program.lines[line].code
      guard let start = code.firstRange(of: "idempotency_key="),
        code[start.upperBound...].contains("{\(loop.variable)")
      else { continue }
      draft.warn(
        IngestRules.keyPerAttempt, draft.lines.range(program.lines[line].span),
        "the key of a call is another one in each round, so a repeated call is not recognised",
        fix: "use one key for all rounds")
    }
  }
}
