import SourceText

/// The JSON Schema of a pattern's instances, from what its specification says of inputs and outputs.
struct SchemaMaking {
  let subject: RegistryPattern

  /// Draft 7, as registries use it.
  func schema() -> InstanceValue {
    .members([
      ("$schema", .text("http://json-schema.org/draft-07/schema#")),
      ("$id", .text("\(subject.name).schema.json")),
      // Beside the rule for instances: the id of the schema itself.
      ("doc_id", .text(subject.documentID.text)),
      ("title", .text("Instance of \(subject.name)")),
      ("description", .text(oneLine(subject.spec?.intent ?? ""))),
      ("type", .text("object")),
      ("required", .list(["doc_id", "pattern_id", "inputs"].map(InstanceValue.text))),
      ("properties", properties),
    ])
  }

  private var properties: InstanceValue {
    .members([
      (
        "doc_id",
        .members([("type", .text("string")), ("const", .text(subject.documentID.text))])
      ),
      (
        "pattern_id",
        .members([("type", .text("string")), ("const", .text(subject.id))])
      ),
      ("inputs", object(subject.spec?.inputs ?? [], isClosed: true)),
      ("outputs", object(subject.spec?.outputs ?? [], isClosed: false)),
      ("metadata", .members([("type", .text("object"))])),
    ])
  }

  /// A misspelled input is an error; where no input is known, everything is let through.
  private func object(_ fields: [InputField], isClosed: Bool) -> InstanceValue {
    var members: [(String, InstanceValue)] = [("type", .text("object"))]
    guard !fields.isEmpty else { return .members(members) }
    let required = fields.filter(\.isRequired).map(\.name)
    // What a run gives back is not all there when it fails.
    if isClosed, !required.isEmpty {
      members.append(("required", .list(required.map(InstanceValue.text))))
    }
    members.append(("properties", .members(fields.map { ($0.name, Self.schema(of: $0)) })))
    if isClosed { members.append(("additionalProperties", .truth(false))) }
    return .members(members)
  }

  /// What the values of one field are held against.
  static func schema(of field: InputField) -> InstanceValue {
    var members: [(String, InstanceValue)] = []
    if let kind = field.kind { members.append(("type", .text(kind.rawValue))) }
    if !field.description.isEmpty {
      members.append(("description", .text(oneLine(field.description))))
    }
    if !field.choices.isEmpty { members.append(("enum", .list(field.choices))) }
    if let standard = field.standard { members.append(("default", standard)) }
    members += bounds(field.limits)
    if let item = field.items.first { members.append(("items", schema(of: item))) }
    guard !field.members.isEmpty else { return .members(members) }
    let required = field.members.filter(\.isRequired).map { InstanceValue.text($0.name) }
    if !required.isEmpty { members.append(("required", .list(required))) }
    members.append(("properties", .members(field.members.map { ($0.name, schema(of: $0)) })))
    return .members(members)
  }

  private static func bounds(_ limits: InputField.Limits) -> [(String, InstanceValue)] {
    let counts = [
      ("minItems", limits.leastItems), ("maxItems", limits.mostItems),
      ("minLength", limits.leastLength), ("maxLength", limits.mostLength),
    ].compactMap { name, value in value.map { (name, InstanceValue.integer($0)) } }
    let numbers = [("minimum", limits.minimum), ("maximum", limits.maximum)].compactMap {
      name, value in value.map { (name, InstanceValue.bound($0)) }
    }
    return counts + numbers + (limits.pattern.map { [("pattern", .text($0))] } ?? [])
  }
}

extension InstanceValue {
  /// A whole number without a point.
  static func bound(_ value: Double) -> InstanceValue {
    Int(exactly: value).map(InstanceValue.integer) ?? .number(value)
  }
}
