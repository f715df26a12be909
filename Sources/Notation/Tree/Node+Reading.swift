extension Node {
  /// The text of any scalar, quotes and escapes undone, else as written; `nil` for collections.
  public var string: String? {
    guard case .scalar(let scalar) = value else { return nil }
    return scalar.text
  }

  /// Nothing: an unquoted `null`, `~`, or no text at all.
  public var isNull: Bool { plain.map(CoreSchema.isNull) ?? false }

  /// An unquoted `true` or `false`; `yes` and `on` are text.
  public var bool: Bool? { plain.flatMap(CoreSchema.bool) }

  /// An unquoted integer that fits, decimal, `0x` or `0o`; never a rounded number.
  public var int: Int? { plain.flatMap(CoreSchema.int) }

  /// An unquoted number that is finite as a `Double`.
  public var double: Double? { plain.flatMap(CoreSchema.double) }

  /// The entries of a mapping in file order, without repeated keys; `nil` for anything else.
  public var entries: [Entry]? {
    guard case .mapping(let entries) = value else { return nil }
    return entries
  }

  /// The elements of a list; `nil` for anything else.
  public var elements: [Node]? {
    guard case .sequence(let elements) = value else { return nil }
    return elements
  }

  /// The value of a key; `nil` when there is none, or when this is not a mapping.
  ///
  /// - Complexity: linear in the entries.
  public subscript(key: String) -> Node? { entry(key)?.value }

  /// A key with its value, for its position.
  ///
  /// - Complexity: linear in the entries.
  public func entry(_ key: String) -> Entry? {
    guard case .mapping(let entries) = value else { return nil }
    return entries.first { $0.key == key }
  }

  /// What this is, for a message: "a mapping", "a list", "text", "a number", "true or false",
  /// "nothing".
  public var kindName: String {
    switch value {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar) where !scalar.isPlain: "text"
    case .scalar(let scalar): Self.kindName(ofPlain: scalar.text)
    }
  }

  private static func kindName(ofPlain text: String) -> String {
    if CoreSchema.isNull(text) { return "nothing" }
    if CoreSchema.bool(text) != nil { return "true or false" }
    return CoreSchema.isNumber(text) ? "a number" : "text"
  }

  private var plain: String? {
    guard case .scalar(let scalar) = value, scalar.isPlain else { return nil }
    return scalar.text
  }
}
