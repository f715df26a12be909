import SourceText

extension Renderer {
  /// Runs a helper; `and` and `or` look at no more arguments than they need.
  mutating func call(
    _ helper: Helper, _ arguments: Range<Int>, _ span: Span
  ) throws(TemplateError) -> TemplateValue {
    switch helper {
    case .and: return try firstValue(arguments, where: false)
    case .or: return try firstValue(arguments, where: true)
    case .concat:
      var text = ""
      for argument in arguments { text += try self.text(ofOperand: argument, helper, span) }
      return .string(text)
    default: break
    }
    let first = try value(ofOperand: arguments.lowerBound)
    guard arguments.count > 1 else {
      return helper == .not ? .bool(!first.isTrue) : .int(try count(first, helper, span))
    }
    let second = try value(ofOperand: arguments.lowerBound + 1)
    switch helper {
    case .eq: return .bool(first.equals(second))
    case .ne: return .bool(!first.equals(second))
    case .lt: return .bool(try number(first, helper, span) < number(second, helper, span))
    case .gt: return .bool(try number(first, helper, span) > number(second, helper, span))
    case .lookup: return lookup(second, in: first)
    case .join: return .string(try join(first, second, span))
    case .plural:
      let isOne = try count(first, helper, span) == 1
      return try isOne ? second : value(ofOperand: arguments.lowerBound + 2)
    default: return .null
    }
  }

  private mutating func value(ofOperand index: Int) throws(TemplateError) -> TemplateValue {
    try value(of: program.operands[index])
  }

  private mutating func firstValue(
    _ arguments: Range<Int>, where wanted: Bool
  ) throws(TemplateError) -> TemplateValue {
    var result = TemplateValue.null
    for argument in arguments {
      result = try value(ofOperand: argument)
      if result.isTrue == wanted { break }
    }
    return result
  }

  private func lookup(_ key: TemplateValue, in value: TemplateValue) -> TemplateValue {
    switch (value, key) {
    case (.record(let record), .string(let name)): record[name] ?? .null
    case (.list(let items), .int(let index)):
      items.indices.contains(index) ? items[index] : .null
    default: .null
    }
  }

  /// A number itself, or how many a list, a record or nothing holds.
  private func count(
    _ value: TemplateValue, _ helper: Helper, _ span: Span
  ) throws(TemplateError) -> Int {
    switch value {
    case .null: return 0
    case .int(let number): return number
    case .list(let items): return items.count
    case .record(let record): return record.members.count
    default: throw mismatch(helper, "a list or a number", value, span)
    }
  }

  private func number(
    _ value: TemplateValue, _ helper: Helper, _ span: Span
  ) throws(TemplateError) -> Int {
    guard case .int(let number) = value else { throw mismatch(helper, "a number", value, span) }
    return number
  }

  private mutating func text(
    ofOperand argument: Int, _ helper: Helper, _ span: Span
  ) throws(TemplateError) -> String {
    let value = try value(ofOperand: argument)
    guard let text = value.scalarText else { throw mismatch(helper, "text", value, span) }
    return text
  }

  private func join(
    _ list: TemplateValue, _ separator: TemplateValue, _ span: Span
  ) throws(TemplateError) -> String {
    if case .null = list { return "" }
    guard case .list(let items) = list else { throw mismatch(.join, "a list", list, span) }
    var texts: [String] = []
    for item in items {
      guard let text = item.scalarText else { throw mismatch(.join, "a list of texts", item, span) }
      texts.append(text)
    }
    return texts.joined(separator: separator.scalarText ?? "")
  }

  private func mismatch(
    _ helper: Helper, _ expected: String, _ found: TemplateValue, _ span: Span
  ) -> TemplateError {
    failure(
      .templateValue, span, "'\(helper.rawValue)' takes \(expected), found \(found.typeName)")
  }
}

extension TemplateValue {
  /// The value as plain text; `nil` for markup, lists and records.
  var scalarText: String? {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .int(let number): String(number)
    case .decimal(let number): number
    case .string(let text), .url(let text): text
    case .html, .list, .record: nil
    }
  }

  /// Whether two values are of one kind and alike; lists, records and markup never are.
  func equals(_ other: TemplateValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.decimal(let a), .decimal(let b)), (.string(let a), .string(let b)),
      (.url(let a), .url(let b)),
      (.string(let a), .url(let b)),
      (.url(let a), .string(let b)):
      a == b
    default: false
    }
  }
}
