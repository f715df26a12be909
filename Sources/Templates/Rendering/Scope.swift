import SourceText

/// What names are looked up in: the page's values, an item of a list, a record entered by `with`.
struct Scope {
  var value: TemplateValue
  /// Where the values that a partial was called with lie among the renderer's arguments; they come
  /// before those of `value`.
  var arguments = 0..<0
  /// Index of the scope that `../` leads to; -1 for none.
  var parent: Int
  /// Index of the loop whose item this is; -1 for none.
  var loop = -1
}

/// Where a loop is.
struct Loop {
  let items: [TemplateValue]
  /// Names of a record's values; empty for a list.
  var keys: [String] = []
  var index = 0
}

extension TemplateValue {
  /// Whether `if` takes its first branch: null, false, 0, empty text and empty lists do not.
  var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .int(let value): value != 0
    case .decimal: true
    case .string(let text), .url(let text): !text.isEmpty
    case .list(let items): !items.isEmpty
    case .record, .html: true
    }
  }

  /// The type, for messages.
  var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "a truth value"
    case .int, .decimal: "a number"
    case .string: "text"
    case .url: "an address"
    case .html: "markup"
    case .list: "a list"
    case .record: "a record"
    }
  }
}

extension Renderer {
  /// Starts a loop over a list or a record; false when there is nothing to go through.
  mutating func enterEach(_ operation: Operation) throws(TemplateError) -> Bool {
    let value = try value(of: operation.a)
    switch value {
    case .null: return false
    case .list(let items): return enterLoop(Loop(items: items))
    case .record(let record):
      return enterLoop(Loop(items: record.values, keys: record.names))
    default:
      throw failure(
        .templateValue, operation.span, "each takes a list or a record, found \(value.typeName)")
    }
  }

  /// Enters a record; false for null.
  mutating func enterWith(_ operation: Operation) throws(TemplateError) -> Bool {
    let value = try value(of: operation.a)
    switch value {
    case .null: return false
    case .record:
      scopes.append(Scope(value: value, parent: scopes.count - 1))
      return true
    default:
      throw failure(.templateValue, operation.span, "with takes a record, found \(value.typeName)")
    }
  }

  /// Goes through a list, enters a record, or stays where it is for any other true value.
  mutating func enterSection(_ operation: Operation) throws(TemplateError) -> Bool {
    let value = try value(of: operation.a)
    if case .list(let items) = value { return enterLoop(Loop(items: items)) }
    guard value.isTrue else { return false }
    if case .record = value {
      scopes.append(Scope(value: value, parent: scopes.count - 1))
    } else {
      scopes.append(scopes[scopes.count - 1])
      scopes[scopes.count - 1].loop = -1
    }
    return true
  }

  private mutating func enterLoop(_ loop: Loop) -> Bool {
    guard let first = loop.items.first else { return false }
    scopes.append(Scope(value: first, parent: scopes.count - 1, loop: loops.count))
    loops.append(loop)
    return true
  }

  /// Moves to the next item; leaves the scope and returns false when there is none.
  ///
  /// A loop's own scope is the only one that ever gets here with a loop, and it is the innermost.
  mutating func advance() -> Bool {
    let last = scopes.count - 1
    let loop = scopes[last].loop
    guard loop >= 0 else {
      scopes.removeLast()
      return false
    }
    let next = loops[loop].index + 1
    guard next < loops[loop].items.count else {
      scopes.removeLast()
      loops.removeLast()
      return false
    }
    loops[loop].index = next
    scopes[last].value = loops[loop].items[next]
    return true
  }
}
