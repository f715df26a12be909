import SourceText

/// Holds an instance against the schema of its pattern, by the words of JSON Schema that registries
/// use: types, required and known members, choices, constants, counts and bounds.
///
/// What is not understood (`$ref`, `oneOf`, `pattern`, …) is not judged: an instance that passes here
/// may still be refused by a complete validator, one that fails here is always refused.
struct InstanceCheck {
  /// What does not fit, and where: `inputs.files[0]: expected object`.
  private(set) var faults: [String] = []
  /// Some word of the schema that bears on the instance is not understood.
  private var isIncomplete = false

  /// Deeper than any instance.
  private static let depth = 64
  private static let most = 50

  static func faults(of instance: InstanceValue, against schema: InstanceValue) -> [String] {
    var check = InstanceCheck()
    check.hold(instance, against: schema, at: "", depth: 0)
    return check.faults
  }

  /// Nothing speaks against it, and everything that the schema says of it is understood.
  static func accepts(_ instance: InstanceValue, by schema: InstanceValue) -> Bool {
    var check = InstanceCheck()
    check.hold(instance, against: schema, at: "", depth: 0)
    return check.faults.isEmpty && !check.isIncomplete
  }

  private static let unjudged = [
    "$ref", "not", "oneOf", "anyOf", "allOf", "if", "patternProperties", "dependencies", "contains",
    "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "uniqueItems", "propertyNames",
  ]

  private mutating func hold(
    _ value: InstanceValue, against schema: InstanceValue, at path: String, depth: Int
  ) {
    guard depth < Self.depth else { return report(path, "nested too deeply") }
    if Self.unjudged.contains(where: { schema[$0] != nil }) { isIncomplete = true }
    // A text that has to be one of some texts needs no pattern.
    let isNamed = schema["const"] != nil || schema["enum"] != nil
    if case .text = value, schema["pattern"] != nil, !isNamed { isIncomplete = true }
    if case .text(let type)? = schema["type"], !value.fits(type) {
      return report(path, "expected \(type), found \(value.typeName)")
    }
    if let constant = schema["const"], constant != value {
      report(path, "expected \(constant.shown), found \(value.shown)")
    }
    if case .list(let choices)? = schema["enum"], !choices.contains(value) {
      report(path, "expected one of \(choices.map(\.shown).joined(separator: ", "))")
    }
    switch value {
    case .record(let members): holdMembers(members, schema, path, depth)
    case .list(let elements): holdElements(elements, schema, path, depth)
    case .text(let text): holdCount(text.unicodeScalars.count, schema, "Length", path)
    case .integer(let number): holdBounds(Double(number), schema, path)
    case .number(let number): holdBounds(number, schema, path)
    default: break
    }
  }

  private mutating func holdMembers(
    _ members: [InstanceValue.Member], _ schema: InstanceValue, _ path: String, _ depth: Int
  ) {
    if case .list(let required)? = schema["required"] {
      for case .text(let name) in required where !members.contains(where: { $0.name == name }) {
        report(path, "\(name) is missing")
      }
    }
    for member in members {
      let inside = path.isEmpty ? member.name : "\(path).\(member.name)"
      if let rule = schema["properties"]?[member.name] {
        hold(member.value, against: rule, at: inside, depth: depth + 1)
      } else if schema["additionalProperties"] == .truth(false),
        schema["patternProperties"] == nil
      {
        report(path, "\(member.name) is not known")
      }
    }
  }

  private mutating func holdElements(
    _ elements: [InstanceValue], _ schema: InstanceValue, _ path: String, _ depth: Int
  ) {
    holdCount(elements.count, schema, "Items", path)
    guard case .record? = schema["items"], let rule = schema["items"] else { return }
    for (index, element) in elements.enumerated() {
      hold(element, against: rule, at: "\(path)[\(index)]", depth: depth + 1)
    }
  }

  private mutating func holdCount(
    _ count: Int, _ schema: InstanceValue, _ what: String, _ path: String
  ) {
    if case .integer(let least)? = schema["min\(what)"], count < least {
      report(path, "has \(count), expected at least \(least)")
    }
    if case .integer(let most)? = schema["max\(what)"], count > most {
      report(path, "has \(count), expected at most \(most)")
    }
  }

  private mutating func holdBounds(_ number: Double, _ schema: InstanceValue, _ path: String) {
    if let least = schema["minimum"]?.double, number < least {
      report(path, "\(number) is less than \(least)")
    }
    if let most = schema["maximum"]?.double, number > most {
      report(path, "\(number) is more than \(most)")
    }
  }

  private mutating func report(_ path: String, _ text: String) {
    guard faults.count < Self.most else { return }
    faults.append(path.isEmpty ? text : "\(path): \(text)")
  }
}

extension InstanceValue {
  /// The member of a record; `nil` for anything else.
  subscript(name: String) -> InstanceValue? {
    guard case .record(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  fileprivate var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// By JSON Schema's names; a name that it does not have fits everything.
  fileprivate func fits(_ type: String) -> Bool {
    switch (type, self) {
    case ("integer", .number(let value)): value.rounded() == value
    case ("number", .integer): true
    case ("string", _), ("integer", _), ("number", _), ("boolean", _), ("array", _), ("object", _),
      ("null", _):
      typeName == type
    default: true
    }
  }

  fileprivate var typeName: String {
    switch self {
    case .null: "null"
    case .truth: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .text: "string"
    case .list: "array"
    case .record: "object"
    }
  }

  /// On one line, for messages.
  fileprivate var shown: String {
    switch self {
    case .text(let text): "\"\(oneLine(String(text.prefix(60))))\""
    case .integer(let value): String(value)
    case .number(let value): "\(value)"
    case .truth(let value): value ? "true" : "false"
    case .null: "null"
    case .list(let elements): "a list of \(elements.count)"
    case .record(let members): "an object of \(members.count)"
    }
  }
}
