import SourceText

/// Builds the tree of one stream of events, within limits.
///
/// Recursion follows the text's nesting, which is checked on every event: the library has no limit
/// of its own, and takes minutes over fifty thousand brackets.
struct YAMLTree: ~Copyable {
  /// Why building ends early.
  enum Stop: Error {
    /// The text is broken: see `failure`.
    case syntax
    /// A limit is passed and has been reported.
    case limit
  }

  /// A node that aliases may repeat, and what one repetition costs.
  struct Anchor {
    var node: Node
    var nodes: Int
    var bytes: Int
    var height: Int
  }

  var events: YAMLEvents
  let places: CodePointIndex
  let limits: NotationLimits
  var findings: Findings
  /// Part of a document whose start is broken: an anchor may be defined in the part not read.
  let isTail: Bool
  /// Characters to be put back into texts; `nil` when there are none.
  var pairs: EscapedPairs?
  var nodes = 0
  var bytes = 0
  var anchors: [String: Anchor] = [:]
  var openAnchors: Set<String> = []
  var saysAliasBudget = true
  /// The document's outermost value is a mapping without brackets that starts at a line's start.
  var isBlockMapping = false
  /// Levels of collections in the node built last.
  var height = 0
  private var entries = MoveStack<Node.Entry>()
  private var elements = MoveStack<Node>()
  private var openKeys = OpenKeys()
  var keyCache = KeyCache()

  init(
    _ events: consuming YAMLEvents, places: CodePointIndex, limits: NotationLimits,
    findings: Findings, isTail: Bool
  ) {
    self.events = events
    self.places = places
    self.limits = limits
    self.findings = findings
    self.isTail = isTail
  }

  /// Goes to the next event.
  @inline(__always)
  mutating func advance() throws(Stop) {
    if !events.advance() { throw .syntax }
  }

  /// The bytes of the current event.
  @inline(__always)
  var span: Span { Span(places.byteOffset(events.start), places.byteOffset(events.end)) }

  /// Builds the node whose first event is current, and leaves its last event current.
  mutating func node(depth: Int) throws(Stop) -> Node {
    let kind = events.kind
    if kind == .alias { return try aliased(depth: depth) }
    nodes += 1
    if nodes > limits.nodes { try refuse("more than \(limits.nodes) values") }
    if let name = events.anchor { return try anchored(name, kind, depth: depth) }
    return try content(kind, depth: depth)
  }

  private mutating func anchored(
    _ name: String, _ kind: YAMLEvents.Kind, depth: Int
  ) throws(Stop) -> Node {
    let before = (nodes: nodes - 1, bytes: bytes)
    openAnchors.insert(name)
    anchors[name] = nil
    let node = try content(kind, depth: depth)
    openAnchors.remove(name)
    anchors[name] = Anchor(
      node: node, nodes: nodes - before.nodes, bytes: bytes - before.bytes, height: height)
    return node
  }

  @inline(__always)
  private mutating func content(_ kind: YAMLEvents.Kind, depth: Int) throws(Stop) -> Node {
    switch kind {
    case .sequenceStart: return try sequence(depth: depth)
    case .mappingStart: return try mapping(depth: depth)
    default: return try scalar()
    }
  }

  private mutating func sequence(depth: Int) throws(Stop) -> Node {
    try enter(depth)
    let start = places.byteOffset(events.start)
    checkCollectionTag("seq")
    let base = elements.count
    var deepest = 0
    var end = start
    try advance()
    while events.kind != .sequenceEnd {
      let element = try node(depth: depth + 1)
      deepest = max(deepest, height)
      end = Int(element.span.end)
      elements.push(element)
      try advance()
    }
    height = deepest + 1
    return Node(.sequence(elements.popArray(from: base)), Span(start, closing(end)))
  }

  private mutating func mapping(depth: Int) throws(Stop) -> Node {
    try enter(depth)
    let start = places.byteOffset(events.start)
    checkCollectionTag("map")
    let base = entries.count
    var keys = openKeys.open()
    var deepest = 0
    var end = start
    try advance()
    while events.kind != .mappingEnd {
      end = try entry(base, &keys, depth: depth + 1)
      deepest = max(deepest, height)
      try advance()
    }
    openKeys.close(keys)
    height = deepest + 1
    return Node(.mapping(entries.popArray(from: base)), Span(start, closing(end)))
  }

  /// Builds one entry, and gives its end. Entries without a usable key are reported and left out.
  private mutating func entry(
    _ base: Int, _ keys: inout OpenKeys.Mapping, depth: Int
  ) throws(Stop) -> Int {
    guard let key = try key(depth: depth) else {
      try advance()
      return Int(try node(depth: depth).span.end)
    }
    let first = openKeys.add(key.text, mark: key.mark, to: &keys, among: entries, from: base)
    if let first {
      findings.add(
        .yamlDuplicateKey, key.span, "key \(quoted(key.text)) is given twice in one mapping",
        note: "first given here", at: first, fix: "remove or rename one of them")
    }
    try advance()
    let value = try node(depth: depth)
    if first == nil {
      entries.push(Node.Entry(key: key.text, keySpan: key.span, value: value))
    }
    return max(Int(value.span.end), Int(key.span.end))
  }

  /// The end of a collection whose end event is current: after its bracket, or after its content,
  /// because the library places the end of an indented collection at the next thing after it.
  private func closing(_ contentEnd: Int) -> Int {
    events.end > events.start ? places.byteOffset(events.end) : contentEnd
  }
}
