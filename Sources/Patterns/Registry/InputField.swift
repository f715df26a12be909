import Notation

/// One input or output of a pattern, with what its specification says of it.
public struct InputField: Sendable {
  /// What a value may be, by JSON Schema's names.
  public enum Kind: String, Sendable, CaseIterable {
    case string, integer, number, boolean, array, object
  }

  /// As written.
  public var name: String
  /// `nil` when the specification does not say, or says a word that is no type.
  public var kind: Kind?
  /// An instance without it is refused.
  public var isRequired = false
  /// As written; may be empty.
  public var description = ""
  /// Values of which it must be one, in order.
  public var choices: [InstanceValue] = []
  /// What is taken when it is left out.
  public var standard: InstanceValue?
  /// Values that the specification gives as examples.
  public var samples: [InstanceValue] = []
  /// Bounds of its values.
  public var limits = Limits()
  /// What each element of a list is; one of them, or none.
  public var items: [InputField] = []
  /// Members of an object, in order.
  public var members: [InputField] = []

  /// Bounds, each `nil` when it is not stated.
  public struct Limits: Sendable, Hashable {
    public var leastItems, mostItems, leastLength, mostLength: Int?
    public var minimum, maximum: Double?
    /// A regular expression, which is passed on and never run.
    public var pattern: String?
  }
}

/// Reads fields out of a specification's `inputs` and `outputs`.
struct FieldReading {
  /// Deeper than this no specification nests.
  private static let depth = 8
  private static let width = 200

  /// Members of a mapping of fields, in file order; `placeholder: true` is none.
  static func fields(_ node: Node?) -> [InputField] { fields(node, required: [], depth: 0) }

  private static func fields(
    _ node: Node?, required: Set<String>, depth: Int
  ) -> [InputField] {
    guard depth < Self.depth else { return [] }
    return (node?.entries ?? []).prefix(width).compactMap { entry in
      if entry.key == "placeholder" { return nil }
      var field = field(entry.value, named: entry.key, depth: depth)
      if required.contains(entry.key) { field.isRequired = true }
      return field
    }
  }

  private static func field(_ node: Node, named name: String, depth: Int) -> InputField {
    var field = InputField(name: name)
    // `total_files: integer` is short for a mapping with that type.
    field.kind = kind(node.string ?? node["type"]?.string)
    field.isRequired = node["required"]?.bool ?? false
    field.description = node["description"]?.string ?? ""
    field.choices = values(node["enum"])
    field.standard = node["default"].map { InstanceValue($0) }
    field.samples = values(node["examples"]) + (node["example"].map { [InstanceValue($0)] } ?? [])
    field.limits = limits(node)
    if let items = node["items"] { field.items = [Self.field(items, named: "", depth: depth + 1)] }
    let required = Set((node["required"]?.elements ?? []).compactMap(\.string))
    field.members = fields(node["properties"], required: required, depth: depth + 1)
    if field.kind == nil { field.kind = implied(field) }
    return field
  }

  /// Words that people write for types.
  private static func kind(_ text: String?) -> InputField.Kind? {
    switch text?.lowercased() {
    case "string", "str", "text", "path", "file_path", "date", "datetime", "uuid", "url": .string
    case "integer", "int": .integer
    case "number", "float", "double": .number
    case "boolean", "bool": .boolean
    case "array", "list": .array
    case "object", "dict", "map", "mapping": .object
    default: nil
    }
  }

  private static func implied(_ field: InputField) -> InputField.Kind? {
    if !field.members.isEmpty { return .object }
    return field.items.isEmpty ? nil : .array
  }

  private static func values(_ node: Node?) -> [InstanceValue] {
    (node?.elements ?? []).prefix(width).map { InstanceValue($0) }
  }

  private static func limits(_ node: Node) -> InputField.Limits {
    let number = { (names: [String]) in names.lazy.compactMap { node[$0]?.double }.first }
    let count = { (names: [String]) -> Int? in
      names.lazy.compactMap { node[$0]?.int }.first { $0 >= 0 && $0 <= 1_000 }
    }
    return InputField.Limits(
      leastItems: count(["min_items", "minItems"]), mostItems: count(["max_items", "maxItems"]),
      leastLength: count(["min_length", "minLength"]),
      mostLength: count(["max_length", "maxLength"]),
      minimum: number(["minimum", "min"]), maximum: number(["maximum", "max"]),
      pattern: node["pattern"]?.string)
  }
}
