import SourceText

/// Walks over the bytes of one JSON text and builds its tree.
struct JSONReader: ~Copyable {
  /// Reading cannot go on; the reason has been reported.
  struct Stop: Error {}

  let bytes: UnsafeBufferPointer<UInt8>
  let limits: NotationLimits
  var findings: Findings
  var position = 0
  /// Text of the string with escapes that is being read.
  var unescaped: [UInt8] = []
  private var nodes = 0
  private var entries = MoveStack<Node.Entry>()
  private var elements = MoveStack<Node>()
  private var openKeys = OpenKeys()
  private var keyCache = KeyCache()

  /// A reader at the start of `bytes`, which are valid UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>, limits: NotationLimits, findings: Findings) {
    self.bytes = bytes
    self.limits = limits
    self.findings = findings
  }

  /// The value of the text; `nil` when its structure is broken or it holds none.
  mutating func document() -> Node? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    do throws(Stop) {
      skipSpace()
      // An empty file holds no value, which its reader reports in its own words.
      if position == bytes.count { return nil }
      let root = try value(depth: 1)
      skipSpace()
      if position < bytes.count { try stop("the end of the text after the value") }
      return root
    } catch {
      return nil
    }
  }

  private mutating func value(depth: Int) throws(Stop) -> Node {
    nodes += 1
    if nodes > limits.nodes { try refuse("more than \(limits.nodes) values") }
    guard position < bytes.count else { try stop("a value") }
    switch bytes[position] {
    case 0x22: return try text()
    case 0x7B: return try object(depth: depth)
    case 0x5B: return try array(depth: depth)
    default: return try literal()
    }
  }

  private mutating func text() throws(Stop) -> Node {
    let start = position
    let text = try string().map { String(decoding: $0, as: UTF8.self) }
    let value = text ?? String(decoding: unescaped, as: UTF8.self)
    return Node(.scalar(Node.Scalar(value, isPlain: false)), Span(start, position))
  }

  private mutating func array(depth: Int) throws(Stop) -> Node {
    let start = position
    try enter(depth)
    let base = elements.count
    while try !isClosed(by: 0x5D, isFirst: elements.count == base, openedAt: start) {
      elements.push(try value(depth: depth + 1))
    }
    return Node(.sequence(elements.popArray(from: base)), Span(start, position))
  }

  private mutating func object(depth: Int) throws(Stop) -> Node {
    let start = position
    try enter(depth)
    let base = entries.count
    var keys = openKeys.open()
    var isFirst = true
    while try !isClosed(by: 0x7D, isFirst: isFirst, openedAt: start) {
      isFirst = false
      try member(base, &keys, depth: depth + 1)
    }
    openKeys.close(keys)
    return Node(.mapping(entries.popArray(from: base)), Span(start, position))
  }

  private mutating func member(
    _ base: Int, _ keys: inout OpenKeys.Mapping, depth: Int
  ) throws(Stop) {
    guard position < bytes.count, bytes[position] == 0x22 else { try stop("a key in quotes") }
    let start = position
    let (key, mark) = try key()
    let span = Span(start, position)
    let first = openKeys.add(key, mark: mark, to: &keys, among: entries, from: base)
    if let first {
      findings.add(
        .jsonDuplicateKey, span, "key \(quoted(key)) is given twice in one object",
        note: "first given here", at: first, fix: "remove or rename one of them")
    }
    skipSpace()
    guard position < bytes.count, bytes[position] == 0x3A else { try stop("\":\" after the key") }
    position += 1
    skipSpace()
    let value = try value(depth: depth)
    if first == nil { entries.push(Node.Entry(key: key, keySpan: span, value: value)) }
  }

  private mutating func key() throws(Stop) -> (String, UInt64) {
    if let raw = try string() {
      let mark = keyMark(raw)
      return (keyCache.key(raw, mark: mark), mark)
    }
    let mark = unescaped.withUnsafeBufferPointer { keyMark($0) }
    return (String(decoding: unescaped, as: UTF8.self), mark)
  }

  /// Steps over an opening bracket at an allowed level.
  private mutating func enter(_ depth: Int) throws(Stop) {
    if depth > limits.depth { try refuse("more than \(limits.depth) levels of nesting") }
    position += 1
  }

  /// Steps over the closing bracket, or over the comma before the next item.
  private mutating func isClosed(
    by closer: UInt8, isFirst: Bool, openedAt start: Int
  ) throws(Stop) -> Bool {
    skipSpace()
    guard position < bytes.count else { try stopInside(closer, start) }
    if bytes[position] == closer {
      position += 1
      return true
    }
    if isFirst { return false }
    guard bytes[position] == 0x2C else { try stopInside(closer, start) }
    let comma = position
    position += 1
    skipSpace()
    guard position < bytes.count else { try stopInside(closer, start) }
    guard bytes[position] == closer else { return false }
    findings.add(
      .jsonSyntax, Span(comma, comma + 1), "expected another item after \",\"",
      fix: "remove the trailing comma")
    position += 1
    return true
  }

  private mutating func stopInside(_ closer: UInt8, _ start: Int) throws(Stop) -> Never {
    let isObject = closer == 0x7D
    try stop(
      isObject ? "\",\" or \"}\"" : "\",\" or \"]\"",
      note: isObject ? "the object starts here" : "the array starts here", at: start)
  }
}
