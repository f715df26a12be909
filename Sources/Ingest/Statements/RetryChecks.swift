import SourceText

/// How long a program waits between its attempts, and what it says of them afterwards.
struct RetryChecks {
  /// `for attempt in range(3):` with its lines.
  struct Loop {
    var line: Int
    var variable: String
    var count: Int
    var body: Range<Int>
    var function: ProgramLines.Function
  }

  let program: ProgramLines
  private let functions: [ProgramLines.Function]
  private let loops: [Loop]

  init(_ program: ProgramLines) {
    self.program = program
    functions = program.functions
    loops = Self.loops(program, functions)
  }

  /// Each costs a look through its function.
  private static let loopLimit = 100

  private static func loops(
    _ program: ProgramLines, _ functions: [ProgramLines.Function]
  ) -> [Loop] {
    // A function inside another one has its own loops.
    var seen: Set<Int> = []
    return functions.reversed().flatMap { function in
      function.body.compactMap { line -> Loop? in
        guard seen.insert(line).inserted else { return nil }
        let code = program.lines[line].code
        guard code.hasPrefix("for "), let range = code.between(" in range(", ")"),
          let count = Int(range), (2...20).contains(count)
        else { return nil }
        let words = code.words
        guard words.count > 3, words[2] == "in" else { return nil }
        return Loop(
          line: line, variable: String(words[1]), count: count, body: program.block(below: line),
          function: function)
      }
    }.sorted { $0.line < $1.line }.prefix(loopLimit).map { $0 }
  }

  func check(into draft: inout DocumentDraft, _ schedules: inout Schedules) {
    for loop in loops {
      checkWaits(loop, &draft, &schedules)
      checkResult(loop, &draft)
      checkPolicy(loop, &draft)
      checkKey(loop, &draft)
    }
    if loops.isEmpty { noteSpan(of: program, &schedules) }
    schedules.noteStated(program, draft.lines)
  }

  // MARK: waits

  /// A wait that every round of the loop reaches, the last one as well.
  private func checkWaits(_ loop: Loop, _ draft: inout DocumentDraft, _ schedules: inout Schedules)
  {
    guard let first = loop.body.first else { return }
    let depth = program.lines[first].indentation
    let top = program.statements(in: loop.body).filter {
      program.lines[$0.line].indentation == depth
    }
    guard let wait = top.first(where: { $0.text.contains("sleep(") }),
      let waits = waits(loop, wait.text)
    else { return }
    let isGuarded = loop.body.contains { line in
      let code = program.lines[line].code
      return code.hasPrefix("if ") && code.contains(loop.variable)
    }
    let taken = isGuarded ? Array(waits.dropLast()) : waits
    let range = draft.lines.range(program.lines[wait.line].span)
    schedules.computed.append(Schedules.Computed(waits: taken, range: range))
    guard !isGuarded, let last = waits.last else { return }
    draft.warn(
      IngestRules.waitAfterLastAttempt, range,
      "the program waits \(Quantity.text(last)) after the last of \(loop.count) attempts too, "
        + "before it gives up",
      fix: "wait only where another attempt follows")
  }

  private func waits(_ loop: Loop, _ sleep: String) -> [Double]? {
    guard let open = sleep.firstRange(of: "sleep(") else { return nil }
    var depth = 1
    let argument = String(
      sleep[open.upperBound...].prefix { character in
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        return depth > 0
      })
    let waits = (0..<loop.count).compactMap { wait(argument, loop.variable, Double($0)) }
    return waits.count == loop.count && waits.contains { $0 > 0 } ? waits : nil
  }

  private func wait(_ argument: String, _ variable: String, _ round: Double) -> Double? {
    if let value = Quantity.value(argument, [variable: round]) { return value }
    // `self._backoff(attempt)`: what the function of that name gives.
    guard let open = argument.firstIndex(of: "("), argument.hasSuffix(")") else { return nil }
    let name = argument[..<open].split(separator: ".").last ?? ""
    let given = String(argument[argument.index(after: open)...].dropLast())
    guard let function = functions.first(where: { $0.name == name }),
      let value = Quantity.value(given, [variable: round])
    else { return nil }
    return result(of: function, value)
  }

  private func result(of function: ProgramLines.Function, _ value: Double) -> Double? {
    let head = program.lines[function.start].code
    let parameters = (head.between("(", ")") ?? "").split(separator: ",").compactMap {
      $0.split(separator: ":").first.map { String($0).trimmedSpaces }
    }.filter { $0 != "self" }
    guard parameters.count == 1 else { return nil }
    var names = [parameters[0]: value]
    for line in function.body {
      let code = program.lines[line].code
      if code.hasPrefix("return ") { return Quantity.value(String(code.dropFirst(7)), names) }
      let sides = code.split(separator: "=", maxSplits: 1).map { String($0).trimmedSpaces }
      if sides.count == 2, let known = Quantity.value(sides[1], names) { names[sides[0]] = known }
    }
    return nil
  }

  /// A retry policy waits between attempts only.
  private func noteSpan(of program: ProgramLines, _ schedules: inout Schedules) {
    for (text, _) in program.statements(in: program.lines.indices) {
      guard let policy = text.firstRange(of: "RetryPolicy("), !text.hasPrefix("def ") else {
        continue
      }
      let call = String(text[policy.upperBound...])
      let value = { (name: String) in
        call.argument(name).flatMap { Quantity.value(Self.plain($0), [:]) }
      }
      guard let count = value("maximum_attempts"), let first = value("initial_interval"),
        (2...20).contains(count)
      else { continue }
      let factor = value("backoff_coefficient") ?? 2
      let limit = value("maximum_interval") ?? .infinity
      var waits: [Double] = []
      var next = first
      for _ in 1..<Int(count) {
        waits.append(min(next, limit))
        next *= factor
      }
      schedules.policies.append(waits)
    }
  }

  static func plain(_ text: String) -> String {
    text.hasSuffix(")") && text.openBrackets < 0 ? String(text.dropLast()) : text
  }
}
