import SourceText

/// Instances that a pattern's schema accepts, made from the same fields.
struct ExampleMaking {
  /// How much an example says.
  enum Extent: String, Sendable, CaseIterable {
    /// What must be there.
    case minimal
    /// Everything.
    case full
    /// What must be there, with values that a test recognises.
    case test
  }

  /// Why no example can be made.
  struct Obstacle: Error, Hashable {
    var field: String
    var reason: String
  }

  let subject: RegistryPattern
  let extent: Extent

  /// The instance, or what stands against it.
  func instance() -> Result<InstanceValue, Obstacle> {
    var members: [(String, InstanceValue)] = [
      ("doc_id", .text(subject.documentID.text)), ("pattern_id", .text(subject.id)),
    ]
    do throws(Obstacle) {
      members.append(("inputs", try record(subject.spec?.inputs ?? [], below: "inputs")))
    } catch {
      return .failure(error)
    }
    if extent == .full {
      let note = "Every input of \(subject.name), with a value that its schema accepts"
      members.append(("metadata", .members([("description", .text(note))])))
    }
    return .success(.members(members))
  }

  private func record(
    _ fields: [InputField], below path: String
  ) throws(Obstacle) -> InstanceValue {
    var members: [(String, InstanceValue)] = []
    for field in fields where extent == .full || field.isRequired {
      members.append((field.name, try value(of: field, at: "\(path).\(field.name)", number: 1)))
    }
    return .members(members)
  }

  /// The `number`-th value of a field; those of a list differ from each other where they can.
  ///
  /// What the specification names comes first, if its own rules accept it.
  private func value(
    of field: InputField, at path: String, number: Int
  ) throws(Obstacle) -> InstanceValue {
    let rules = SchemaMaking.schema(of: field)
    let isGood = { (value: InstanceValue) in
      InstanceCheck.faults(of: value, against: rules).isEmpty
    }
    let named = (field.choices + field.samples + (field.standard.map { [$0] } ?? [])).filter {
      $0 != .null && isGood($0)
    }
    if !field.choices.isEmpty, !named.isEmpty { return named[(number - 1) % named.count] }
    if let sample = named.first, field.members.isEmpty, field.items.isEmpty { return sample }
    let made = try made(field, at: path, number)
    guard isGood(made) else {
      throw Obstacle(field: path, reason: "no value fits all that the specification says of it")
    }
    return made
  }

  private func made(
    _ field: InputField, at path: String, _ number: Int
  ) throws(Obstacle) -> InstanceValue {
    switch field.kind {
    case .integer:
      guard let whole = Int(exactly: boundedNumber(field.limits, number)) else {
        throw Obstacle(field: path, reason: "no whole number lies within its bounds")
      }
      return .integer(whole)
    case .number: return .bound(boundedNumber(field.limits, number))
    case .boolean: return .truth(extent != .test)
    case .array: return try list(field, at: path)
    case .object: return try record(field.members, below: path)
    case .string, nil: return .text(try text(field, at: path, number))
    }
  }

  private func boundedNumber(_ limits: InputField.Limits, _ number: Int) -> Double {
    let least = limits.minimum ?? min(1, limits.maximum ?? 1)
    let most = limits.maximum ?? .greatestFiniteMagnitude
    return min(least.rounded(.up) + Double(number - 1), most.rounded(.down))
  }

  private func list(_ field: InputField, at path: String) throws(Obstacle) -> InstanceValue {
    let least = field.limits.leastItems ?? (extent == .full ? 2 : 1)
    let count = min(max(least, extent == .full ? 2 : 0), field.limits.mostItems ?? 1_000)
    let item = field.items.first ?? InputField(name: "", kind: .string)
    var elements: [InstanceValue] = []
    for number in 1...max(1, count) where count > 0 {
      elements.append(
        try value(of: named(item, field.name), at: "\(path)[\(number - 1)]", number: number))
    }
    return .list(elements)
  }

  /// Elements are named by what holds them.
  private func named(_ item: InputField, _ name: String) -> InputField {
    var item = item
    if item.name.isEmpty { item.name = name }
    return item
  }

  private func text(
    _ field: InputField, at path: String, _ number: Int
  ) throws(Obstacle) -> String {
    if field.limits.pattern != nil {
      throw Obstacle(
        field: path,
        reason: "the value has to fit a pattern, and the specification gives no example")
    }
    var text = ExampleWords.text(for: field.name, isTest: extent == .test, number)
    if let least = field.limits.leastLength {
      while text.unicodeScalars.count < least { text += "x" }
    }
    if let most = field.limits.mostLength, text.unicodeScalars.count > most {
      text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
    }
    return text
  }
}

/// What a text is likely to be, by the name of its field.
private enum ExampleWords {
  static func text(for name: String, isTest: Bool, _ number: Int) -> String {
    let word = isTest ? "test" : "example"
    let name = name.lowercased()
    let rows: [([String], String)] = [
      (["root", "directory", "dir", "folder", "worktree"], "/projects/\(word)"),
      (["files", "path", "file", "module"], "src/\(word)_\(number).py"),
      (["branch"], "feature/\(word)-\(number)"),
      (["message", "description", "reason", "title"], "An \(word) of a text"),
      (["url", "uri"], "https://\(word).invalid/\(number)"),
      (["email", "mail"], "\(word)-\(number)@\(word).invalid"),
      (["date", "time"], "2031-01-0\(min(9, number))T00:00:00Z"),
      (["version"], "1.0.0"),
    ]
    return rows.first { words, _ in words.contains { name.contains($0) } }?.1 ?? "\(word)-\(number)"
  }
}
