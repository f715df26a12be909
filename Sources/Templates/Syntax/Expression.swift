import SourceText

/// Something that gives a value: a literal, a path or a call of a helper.
struct Expression: Sendable {
  enum Kind: Sendable {
    case literal(TemplateValue)
    /// A name of the innermost scope, by far the most frequent path: an index into the names.
    case name(Int)
    case path(ValuePath)
    /// The arguments are indices of expressions.
    case call(Helper, [Int])
  }

  var kind: Kind
  var span: Span
}

/// Where a path starts and the names it goes through.
struct ValuePath: Sendable {
  enum Origin: Sendable { case context, root, index, first, last, key }

  var origin = Origin.context
  /// Scopes to step outwards before the first name.
  var outwards = 0
  /// Indices into the program's names.
  var names: [Int] = []
  /// As written, for messages.
  var text: String
}

/// Functions usable in tags; a view computes everything else.
enum Helper: String, CaseIterable, Sendable {
  case eq, ne, lt, gt, not, and, or, lookup, count, plural, join, concat

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .not, .count: 1...1
    case .eq, .ne, .lt, .gt, .lookup, .join: 2...2
    case .plural: 3...3
    case .and, .or, .concat: 2...16
    }
  }
}
