import SourceText

/// Runs a program's operations for one page.
struct Renderer {
  let program: Program
  let limits: TemplateLimits
  let page: String
  var output = ByteBuffer()
  var warnings: [Diagnostic] = []
  var scopes: [Scope]
  /// Values that the partials being run were called with, innermost last.
  var arguments: [(name: Int, value: TemplateValue)] = []
  /// Loops that are being gone through, innermost last.
  var loops: [Loop] = []
  /// Where each name was found last in a record: lists hold records of one shape.
  var memory: [Int32]
  /// Template whose operations run now, and the calls that led here.
  var template: Int
  var callers: [(template: Int, span: Span)] = []
  /// Contents of the layout blocks around the current partial, innermost last.
  private var blocks: [Block?] = []
  private var steps: Int
  private var outputEnd = Int.max

  private struct Block {
    var start: Int
    var template: Int
  }

  init(
    _ program: Program, _ limits: TemplateLimits, _ values: TemplateRecord, page: String,
    template: Int
  ) {
    self.program = program
    self.limits = limits
    self.page = page
    self.template = template
    steps = limits.steps
    scopes = [Scope(value: .record(values), parent: -1)]
    memory = [Int32](repeating: 0, count: program.names.count)
  }

  /// Runs until the matching `end`; one case an operation, so it stays whole.
  mutating func run(from start: Int) throws(TemplateError) {
    if outputEnd == Int.max { outputEnd = output.count + limits.outputBytes }
    let operations = program.operations
    var index = start
    while true {
      let operation = operations[index]
      index += 1
      steps -= 1
      if steps < 0 || output.count > outputEnd { throw overBudget(operation) }
      switch operation.code {
      case .literal:
        // Through the buffer pointer: a slice would be retained and released for each text.
        program.pool.withUnsafeBufferPointer {
          output.append(
            UnsafeBufferPointer(rebasing: $0[operation.a..<operation.a + operation.b]))
        }
      case .value: try writeValue(operation)
      case .jump: index = operation.a
      case .jumpUnless: if !(try isTrue(operation.a)) { index = operation.b }
      case .jumpIf: if try isTrue(operation.a) { index = operation.b }
      case .each: if !(try enterEach(operation)) { index = operation.b }
      case .with: if !(try enterWith(operation)) { index = operation.b }
      case .section: if !(try enterSection(operation)) { index = operation.b }
      case .next: if advance() { index = operation.a }
      case .call: try call(program.calls[operation.a])
      case .callBlock: try callBlock(operation)
      case .end: return
      }
    }
  }

  private mutating func isTrue(_ expression: Int) throws(TemplateError) -> Bool {
    try value(of: expression).isTrue
  }

  private mutating func call(_ call: PartialCall) throws(TemplateError) {
    guard let callee = call.template else { return }
    guard callers.count < limits.depth else {
      throw failure(
        .templateBudget, call.span, "partials call partials more than \(limits.depth) deep")
    }
    var scope = scopes[scopes.count - 1]
    if let context = call.context {
      scope = Scope(value: try value(of: context), parent: scopes.count - 1)
    }
    let outer = arguments.count
    if !call.arguments.isEmpty { scope.arguments = try push(call, onto: scope.arguments) }
    scopes.append(scope)
    blocks.append(call.block.map { Block(start: $0, template: template) })
    try run(from: program.templates[callee].start, as: callee, calledAt: call.span)
    blocks.removeLast()
    scopes.removeLast()
    arguments.removeLast(arguments.count - outer)
  }

  /// A call's arguments, and those seen already that it does not replace.
  private mutating func push(
    _ call: PartialCall, onto seen: Range<Int>
  ) throws(TemplateError) -> Range<Int> {
    let start = arguments.count
    // Of two arguments with one name the later counts: it is met first.
    for argument in call.arguments.reversed() {
      arguments.append((argument.name, try value(of: argument.expression)))
    }
    for index in seen where !call.arguments.contains(where: { isSame($0.name, index) }) {
      arguments.append(arguments[index])
    }
    return start..<arguments.count
  }

  /// Whether a name is the one that an argument was given under.
  func isSame(_ name: Int, _ argument: Int) -> Bool {
    program.spellings[name] == program.spellings[arguments[argument].name]
  }

  /// The contents see what the partial sees at this place, and outside of it the block around them.
  private mutating func callBlock(_ operation: Operation) throws(TemplateError) {
    guard let last = blocks.last, let block = last else {
      throw failure(
        .templatePartial, operation.span,
        "there is no block here to put in place of @partial-block",
        fix: "call the layout as '{{#> \(TemplateNames.short(program.templates[template].name))}}'")
    }
    guard callers.count < limits.depth else {
      throw failure(
        .templateBudget, operation.span, "partials call partials more than \(limits.depth) deep")
    }
    blocks.removeLast()
    try run(from: block.start, as: block.template, calledAt: operation.span)
    blocks.append(block)
  }

  private mutating func run(
    from start: Int, as callee: Int, calledAt span: Span
  ) throws(TemplateError) {
    callers.append((template, span))
    template = callee
    try run(from: start)
    if let caller = callers.popLast() { template = caller.template }
  }

  private func overBudget(_ operation: Operation) -> TemplateError {
    let what =
      steps < 0
      ? "more than \(limits.steps) steps" : "more than \(limits.outputBytes) bytes of output"
    return failure(.templateBudget, operation.span, "the page takes \(what)")
  }

  /// An error at a place of the running template.
  func failure(
    _ rule: Rule, _ span: Span, _ text: String, note: String? = nil, fix: String? = nil
  ) -> TemplateError {
    TemplateError(diagnostic(rule, span, text, note: note, fix: fix))
  }

  /// A finding at a place of the running template, with the page and the chain of callers.
  func diagnostic(
    _ rule: Rule, _ span: Span, _ text: String, note: String? = nil, fix: String? = nil
  ) -> Diagnostic {
    var notes = note.map { [Diagnostic.Note($0)] } ?? []
    notes += callers.reversed().prefix(8).map {
      Diagnostic.Note("called from here", at: program.templates[$0.template].lines.range($0.span))
    }
    notes.append(Diagnostic.Note("while rendering '\(page)'"))
    let range = program.templates[template].lines.range(span)
    return Diagnostic(rule, at: range, text, notes: notes, fix: fix)
  }
}
