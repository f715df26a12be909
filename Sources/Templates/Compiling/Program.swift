import SourceText

/// One step of a render.
struct Operation: Sendable {
  enum Code: UInt8, Sendable {
    /// Append `b` bytes of the pool from `a`.
    case literal
    /// Append the value of expression `a`.
    case value
    /// Go on at `a`.
    case jump
    /// Go on at `b` when expression `a` is false, or, for the second, when it is true.
    case jumpUnless, jumpIf
    /// Enter the scope of expression `a`; go on at `b` when there is nothing to enter.
    case each, with, section
    /// Take the next item and go on at `a`, or leave the scope.
    case next
    /// Run partial call `a`.
    case call
    /// Run what the caller put between the tags of its layout block.
    case callBlock
    /// End of a template or of a layout block's contents.
    case end
  }

  var code: Code
  var context = ValueContext.plain
  var a = 0
  var b = 0
  /// The tag, for messages.
  var span = Span(0, 0)
}

/// A call of a partial.
struct PartialCall: Sendable {
  /// Index of the template; `nil` when it could not be found, which is an error.
  var template: Int?
  /// Expression that becomes the partial's context; `nil` keeps the caller's.
  var context: Int?
  /// The names are indices into the program's names.
  var arguments: [(name: Int, expression: Int)] = []
  /// First operation of what stands between the tags of a layout block.
  var block: Int?
  var span: Span
}

/// One template in the program.
struct CompiledTemplate: Sendable {
  var name: String
  var lines: LineMap
  var language: TemplateLanguage
  var content: Fingerprint
  /// First operation.
  var start = 0
  /// Indices of the templates it calls, in order, with the calling tag.
  var callees: [(template: Int, span: Span)] = []
  var isBroken = false
}

/// Every template of a set, in one list of operations over one pool of literal text.
struct Program: Sendable {
  var pool: [UInt8] = []
  var operations: [Operation] = []
  var expressions: [Expression] = []
  var calls: [PartialCall] = []
  var templates: [CompiledTemplate] = []
  /// Names of paths, one for each use: a render remembers, for each, where it was found last.
  private(set) var names: [String] = []
  /// For each of them, the index of the first that is spelled alike: what comparisons look at.
  private(set) var spellings: [Int] = []
  /// Expressions that helpers are called with, one call's after the other.
  private(set) var operands: [Int] = []
  private var firstByName: [String: Int] = [:]

  mutating func add(_ kind: Expression.Kind, _ span: Span) -> Int {
    expressions.append(Expression(kind: kind, span: span))
    return expressions.count - 1
  }

  mutating func add(name: String) -> Int {
    let index = names.count
    names.append(name)
    spellings.append(firstByName[name] ?? index)
    firstByName[name] = spellings[index]
    return index
  }

  mutating func add(operands list: [Int]) -> Range<Int> {
    operands += list
    return operands.count - list.count..<operands.count
  }

  /// Adds an operation and returns its index.
  @discardableResult
  mutating func emit(
    _ code: Operation.Code, a: Int = 0, b: Int = 0, context: ValueContext = .plain,
    span: Span = Span(0, 0)
  ) -> Int {
    operations.append(Operation(code: code, context: context, a: a, b: b, span: span))
    return operations.count - 1
  }

  /// Adds literal text.
  mutating func emitLiteral(_ text: ArraySlice<UInt8>) {
    operations.append(Operation(code: .literal, a: pool.count, b: text.count))
    pool.append(contentsOf: text)
  }
}
