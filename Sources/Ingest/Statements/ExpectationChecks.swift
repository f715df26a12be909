import SourceText

/// What tests expect, against each other and against what they say they expect.
struct ExpectationChecks {
  /// One test, taken apart.
  private struct Test {
    var name: String
    var span: Range<Int>
    /// `mock.charge.side_effect = TimeoutError()` by what is set.
    var arranged: [String: String] = [:]
    var acts: [String] = []
    /// Right sides of `==` by their left sides.
    var equal: [String: String] = [:]
    var equalSpans: [String: Range<Int>] = [:]
    var notCalled: Set<String> = []
  }

  let program: ProgramLines
  private let functions: [ProgramLines.Function]

  init(_ program: ProgramLines) {
    self.program = program
    functions = program.functions.filter { $0.name.hasPrefix("test") }
  }

  func check(into draft: inout DocumentDraft) {
    let tests = functions.prefix(60).map(test)
    for (number, second) in tests.enumerated() {
      for first in tests[..<number]
      where isSameSituation(first, second) || isSameSituation(second, first) {
        compare(first, second, &draft)
      }
    }
    for function in functions { checkLimits(function, &draft) }
  }

  // MARK: situations

  private func test(_ function: ProgramLines.Function) -> Test {
    var test = Test(name: function.name, span: program.lines[function.start].span)
    let documented = docstringEnd(function.body)
    for (text, line) in program.statements(in: documented..<function.body.upperBound) {
      if text.hasPrefix("assert ") {
        note(text.dropFirst(7), line, &test)
      } else if let mock = text.between("", ".assert_not_called()") {
        test.notCalled.insert(mock)
      } else if let sides = Self.arrangement(text) {
        test.arranged[sides.0] = sides.1
      } else {
        test.acts.append(text)
      }
    }
    return test
  }

  /// The line behind the text that a function begins with.
  private func docstringEnd(_ body: Range<Int>) -> Int {
    guard let first = body.first, program.lines[first].code.hasPrefix("\"\"\"") else {
      return body.lowerBound
    }
    let isShort =
      program.lines[first].code.utf8.count > 3
      && program.lines[first].code.hasSuffix("\"\"\"")
    if isShort { return first + 1 }
    let end = body.dropFirst().first { program.lines[$0].code.hasSuffix("\"\"\"") }
    return end.map { $0 + 1 } ?? body.upperBound
  }

  private static func arrangement(_ text: String) -> (String, String)? {
    for kind in [".return_value = ", ".side_effect = "] {
      guard let place = text.firstRange(of: kind) else { continue }
      let name = text[..<place.lowerBound]
      guard name.utf8.allSatisfy({ $0.isNameByte || $0 == 0x2E }) else { return nil }
      let key = "\(name)\(kind.dropLast(3))"
      return (key, String(text[place.upperBound...]))
    }
    return nil
  }

  private func note(_ text: Substring, _ line: Int, _ test: inout Test) {
    guard let sign = text.firstRange(of: " == "), !text.contains(" and "), !text.contains(" or ")
    else { return }
    let left = String(text[..<sign.lowerBound])
    test.equal[left] = String(text[sign.upperBound...]).trimmedSpaces
    test.equalSpans[left] = program.lines[line].span
  }

  /// The second test arranges what the first does, and beyond that only what a call gives that the
  /// first one says is never made.
  private func isSameSituation(_ first: Test, _ second: Test) -> Bool {
    guard !first.arranged.isEmpty, !first.acts.isEmpty, first.acts == second.acts,
      first.arranged.allSatisfy({ second.arranged[$0.key] == $0.value })
    else { return false }
    return second.arranged.keys.allSatisfy { key in
      first.arranged[key] != nil
        || first.notCalled.contains { key == "\($0).return_value" || key == "\($0).side_effect" }
    }
  }

  private func compare(_ first: Test, _ second: Test, _ draft: inout DocumentDraft) {
    for left in first.equal.keys.sorted() {
      guard let one = first.equal[left], let other = second.equal[left], one != other,
        Self.isLiteral(one), Self.isLiteral(other), let span = second.equalSpans[left]
      else { continue }
      draft.warn(
        IngestRules.oppositeExpectations, draft.lines.range(span),
        "\(left.clipped) is expected to be \(other.clipped), and \(first.name.clipped) expects "
          + "\(one.clipped) in the same situation",
        notes: [Diagnostic.Note("the other test is here", at: draft.lines.range(first.span))])
    }
    for (quiet, loud) in [(first, second), (second, first)] {
      for mock in quiet.notCalled.sorted() {
        let count = "\(mock).call_count"
        guard let text = loud.equal[count], let number = Int(text), number > 0,
          let span = loud.equalSpans[count]
        else { continue }
        draft.warn(
          IngestRules.oppositeExpectations, draft.lines.range(span),
          "\(mock.clipped) is expected to be called \(number) times, and \(quiet.name.clipped) "
            + "expects no call in the same situation",
          notes: [Diagnostic.Note("the other test is here", at: draft.lines.range(quiet.span))])
      }
    }
  }

  private static func isLiteral(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    let isQuoted = (first == 0x22 || first == 0x27) && last == first
    return isQuoted || Int(text) != nil || ["True", "False", "None"].contains(text)
  }

  // MARK: limits

  /// `Expected: only 1 notification`, and then `assert notifications <= 2`.
  private func checkLimits(_ function: ProgramLines.Function, _ draft: inout DocumentDraft) {
    let said = program.docstring(of: function.body)
    guard let stated = Self.limit(in: said) else { return }
    for line in function.body {
      let code = program.lines[line].code
      guard code.hasPrefix("assert "), let sign = code.firstRange(of: " <= "),
        let limit = Int(String(code[sign.upperBound...]).trimmedSpaces), limit > stated.count,
        code[..<sign.lowerBound].lowercased().contains(stated.noun)
      else { continue }
      draft.warn(
        IngestRules.assertionExceeds, draft.lines.range(program.lines[line].span),
        "the test states a limit of \(stated.count) \(stated.noun.clipped), and accepts \(limit)")
    }
  }

  private static func limit(in text: String) -> (count: Int, noun: String)? {
    let small = text.lowercased()
    guard small.contains("only") || small.contains("max") || small.contains("most") else {
      return nil
    }
    let words = small.words.map { String($0.filter { $0.isLetter || $0.isNumber }) }
    for (index, word) in words.enumerated() where index + 2 < words.count {
      let isLimit =
        ["only", "maximum", "max"].contains(word)
        || word == "most" && index > 0
          && words[index - 1] == "at"
      guard isLimit, let count = Int(words[index + 1]) else { continue }
      var noun = words[index + 2]
      if noun.hasSuffix("s") { noun.removeLast() }
      if noun.utf8.count > 3 { return (count, noun) }
    }
    return nil
  }
}
