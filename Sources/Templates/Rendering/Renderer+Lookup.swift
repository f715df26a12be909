import SourceText

extension Renderer {
  /// The value of an expression.
  mutating func value(of index: Int) throws(TemplateError) -> TemplateValue {
    let name = program.expressions[index].plainName
    if name >= 0 {
      let member = program.expressions[index].plainMember
      let found = try lookUp(name, in: scopes.count - 1, program.expressions[index].span)
      if member < 0 { return found }
      if case .record(let record) = found, let inner = find(member, in: record) { return inner }
      if case .null = found { return .null }
    }
    switch program.expressions[index].kind {
    case .literal(let value): return value
    case .name(let name):
      return try lookUp(name, in: scopes.count - 1, program.expressions[index].span)
    case .path(let path): return try value(of: path, program.expressions[index].span)
    case .call(let helper, let arguments):
      return try call(helper, arguments, program.expressions[index].span)
    }
  }

  private mutating func value(
    of path: ValuePath, _ span: Span
  ) throws(TemplateError) -> TemplateValue {
    switch path.origin {
    case .context: break
    case .root:
      return try follow(path, path.names[...], from: scopes[0].value, span)
    case .index, .first, .last, .key: return try loopValue(path, span)
    }
    let scope = try scopeIndex(path, span)
    guard let first = path.names.first else { return scopes[scope].value }
    let found = try lookUp(first, in: scope, span)
    return try follow(path, path.names.dropFirst(), from: found, span)
  }

  private func scopeIndex(_ path: ValuePath, _ span: Span) throws(TemplateError) -> Int {
    var scope = scopes.count - 1
    for _ in 0..<path.outwards {
      scope = scopes[scope].parent
      guard scope >= 0 else {
        throw failure(.templateName, span, "'\(path.text)' leads outside the page's values")
      }
    }
    return scope
  }

  private mutating func lookUp(
    _ name: Int, in scope: Int, _ span: Span
  ) throws(TemplateError) -> TemplateValue {
    for index in scopes[scope].arguments where isSame(name, index) {
      return arguments[index].value
    }
    if case .record(let record) = scopes[scope].value, let found = find(name, in: record) {
      return found
    }
    throw unknown(program.names[name], scopes[scope], span)
  }

  /// A record's value, tried first where this name was found the last time.
  private mutating func find(_ name: Int, in record: TemplateRecord) -> TemplateValue? {
    let remembered = Int(memory[name])
    if remembered < record.members.count, record.members[remembered].0 == program.names[name] {
      return record.members[remembered].1
    }
    let wanted = program.names[name]
    guard let index = record.members.firstIndex(where: { $0.0 == wanted }) else { return nil }
    memory[name] = Int32(clamping: index)
    return record.members[index].1
  }

  private mutating func follow(
    _ path: ValuePath, _ names: ArraySlice<Int>, from start: TemplateValue, _ span: Span
  ) throws(TemplateError) -> TemplateValue {
    var value = start
    for name in names {
      switch value {
      case .null: return .null
      case .record(let record):
        guard let found = find(name, in: record) else {
          throw unknown(program.names[name], Scope(value: value, parent: -1), span)
        }
        value = found
      case .list(let items):
        guard let index = Int(program.names[name]) else { fallthrough }
        value = items.indices.contains(index) ? items[index] : .null
      default:
        throw failure(
          .templateName, span,
          "'\(program.names[name])' of '\(path.text)' is not there: found "
            + "\(value.typeName), which has no names")
      }
    }
    return value
  }

  private mutating func loopValue(
    _ path: ValuePath, _ span: Span
  ) throws(TemplateError) -> TemplateValue {
    var scope = scopes.count - 1
    var remaining = path.outwards
    while scope >= 0 {
      if scopes[scope].loop >= 0 {
        if remaining == 0 { return loops[scopes[scope].loop].value(path.origin) }
        remaining -= 1
      }
      scope = scopes[scope].parent
    }
    throw failure(.templateName, span, "'\(path.text)' stands outside any each")
  }

  private func unknown(
    _ name: String, _ scope: Scope, _ span: Span
  ) -> TemplateError {
    var known = arguments[scope.arguments].map { program.names[$0.name] }
    if case .record(let record) = scope.value {
      known += record.names
    } else if known.isEmpty {
      return failure(
        .templateName, span, "'\(name)' is not known here: the value is \(scope.value.typeName)")
    }
    return failure(
      .templateName, span, "'\(name)' is not known here", note: hint(name, known, scope))
  }

  private func hint(_ name: String, _ known: [String], _ scope: Scope) -> String {
    if let nearest = nearestName(to: name, among: known) {
      return "the nearest name is '\(nearest)'"
    }
    var outer = scope.parent
    var steps = "../"
    while outer >= 0 {
      if case .record(let record) = scopes[outer].value, record[name] != nil {
        return "an outer scope has it: write '\(steps)\(name)'"
      }
      outer = scopes[outer].parent
      steps += "../"
    }
    let shown = known.sorted().prefix(12).joined(separator: ", ")
    let more = known.count > 12 ? " and \(known.count - 12) more" : ""
    return known.isEmpty ? "there are no names here" : "names here are \(shown)\(more)"
  }
}

extension Loop {
  fileprivate func value(_ origin: ValuePath.Origin) -> TemplateValue {
    switch origin {
    case .index: .int(index)
    case .first: .bool(index == 0)
    case .last: .bool(index == items.count - 1)
    default: keys.indices.contains(index) ? .string(keys[index]) : .int(index)
    }
  }
}
