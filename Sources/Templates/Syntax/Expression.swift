import SourceText

/// Something that gives a value: a literal, a path or a call of a helper.
struct Expression: Sendable {
  enum Kind: Sendable {
    case literal(TemplateValue)
    /// A name of the innermost scope, by far the most frequent path: an index into the names.
    case name(Int)
    case path(ValuePath)
    /// The arguments stand among the program's operands.
    case call(Helper, Range<Int>)
  }

  let kind: Kind
  let span: Span
  /// Of a plain path, a name of the innermost scope or that and one more, the names; -1 for none.
  /// Nearly all paths are plain, and these are read without copying the kind and its references.
  let plainName, plainMember: Int

  init(kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
    switch kind {
    case .name(let name): (plainName, plainMember) = (name, -1)
    case .path(let path)
    where path.origin == .context && path.outwards == 0 && path.names.count == 2:
      (plainName, plainMember) = (path.names[0], path.names[1])
    default: (plainName, plainMember) = (-1, -1)
    }
  }
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
