/// Writes one JSON document into a buffer, with commas, quotes and escapes in the right places.
///
///     var json = JSONWriter()
///     json.object { json in
///       json.member("schema", 1)
///       json.array("ids") { json in json.element("B1") }
///     }
///
/// Strings are safe inside HTML and script files (`ByteBuffer.append(jsonEscaped:)`).
public struct JSONWriter: Sendable {
  /// The document so far.
  public var buffer: ByteBuffer
  private let indentation: Int?
  private var depth = 0
  private var needsComma = false

  /// A writer that appends to `buffer`.
  ///
  /// `indentation` is in spaces a level; `nil` writes everything on one line.
  public init(into buffer: ByteBuffer = ByteBuffer(), indentation: Int? = nil) {
    self.buffer = buffer
    self.indentation = indentation
  }

  /// An object as the document or as an array's element.
  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    startValue()
    try nest("{", "}", body)
  }

  /// An array as the document or as an array's element.
  public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    startValue()
    try nest("[", "]", body)
  }

  /// An object as the value of `key`.
  public mutating func object(
    _ key: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    startMember(key)
    try nest("{", "}", body)
  }

  /// An array as the value of `key`.
  public mutating func array(
    _ key: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    startMember(key)
    try nest("[", "]", body)
  }

  /// A text member; left out when `value` is `nil`.
  public mutating func member(_ key: String, _ value: String?) {
    guard let value else { return }
    startMember(key)
    write(value)
  }

  /// A number member; left out when `value` is `nil`.
  public mutating func member(_ key: String, _ value: Int?) {
    guard let value else { return }
    startMember(key)
    buffer.append(value)
  }

  /// A truth-value member.
  public mutating func member(_ key: String, _ value: Bool) {
    startMember(key)
    buffer.append(value ? "true" : "false")
  }

  /// A member that is an array of texts.
  public mutating func member(_ key: String, _ values: [String]) {
    array(key) { json in for value in values { json.element(value) } }
  }

  /// A text element of an array.
  public mutating func element(_ value: String) {
    startValue()
    write(value)
  }

  /// A number element of an array.
  public mutating func element(_ value: Int) {
    startValue()
    buffer.append(value)
  }

  /// A number, truth value or `null` as the caller spells it, which must be one of JSON's; a member
  /// when it has a key, else an element.
  public mutating func literal(_ text: String, as key: String? = nil) {
    if let key { startMember(key) } else { startValue() }
    buffer.append(text)
  }

  private mutating func write(_ value: String) {
    buffer.append(byte: 0x22)
    buffer.append(jsonEscaped: value)
    buffer.append(byte: 0x22)
  }

  private mutating func nest(
    _ open: StaticString, _ close: StaticString, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    buffer.append(open)
    depth += 1
    needsComma = false
    try body(&self)
    depth -= 1
    if needsComma { newLine() }
    buffer.append(close)
    needsComma = true
  }

  private mutating func startMember(_ key: String) {
    startValue()
    write(key)
    buffer.append(indentation == nil ? ":" : ": ")
  }

  private mutating func startValue() {
    if needsComma { buffer.append(",") }
    if depth > 0 { newLine() }
    needsComma = true
  }

  private mutating func newLine() {
    guard let indentation else { return }
    buffer.append("\n")
    for _ in 0..<(indentation * depth) { buffer.append(byte: 0x20) }
  }
}
