import CLibYAML

/// libyaml's event stream over bytes in memory: the only place that knows the C library.
///
/// Owns a parser and the event it stands on; both are freed together. What an event holds is valid
/// until the next `advance`.
struct YAMLEvents: ~Copyable {
  /// What stands at the current place.
  enum Kind {
    case documentStart, documentEnd, streamEnd
    case alias, scalar, sequenceStart, sequenceEnd, mappingStart, mappingEnd
    /// Start of the stream, and anything a newer library may add.
    case other
  }

  /// Why the library cannot go on, in its own words, with marks in code points.
  struct Failure {
    var problem: String
    var context: String
    var problemIndex: Int
    var contextIndex: Int
  }

  // Pair: yaml_parser_initialize, yaml_parser_delete. Neither structure may move: both live on the
  // heap.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  // Pair: yaml_parser_parse fills it, yaml_event_delete empties it and accepts an empty one.
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// Whether the library had the memory to start.
  private let isReady: Bool

  /// A stream before its first event; `nil` for an empty text, or when memory is short.
  ///
  /// `bytes` is valid UTF-8 without a byte order mark, and outlives the stream.
  static func open(_ bytes: UnsafeBufferPointer<UInt8>) -> YAMLEvents? {
    guard let address = bytes.baseAddress, !bytes.isEmpty else { return nil }
    let events = YAMLEvents(address, bytes.count)
    guard events.isReady else { return nil }
    return events
  }

  private init(_ address: UnsafePointer<UInt8>, _ count: Int) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    parser.initialize(to: yaml_parser_t())
    isReady = yaml_parser_initialize(parser) != 0
    guard isReady else { return }
    // Said outright, because the library would take two odd first bytes for UTF-16.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, address, count)
  }

  deinit {
    yaml_event_delete(event)
    // A parser that could not be initialized is all zeros, which the library accepts here.
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// Goes to the next event; `false` when the text is broken, see `failure`.
  mutating func advance() -> Bool {
    yaml_event_delete(event)
    return yaml_parser_parse(parser, event) != 0
  }

  var kind: Kind {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: .scalar
    case YAML_MAPPING_START_EVENT: .mappingStart
    case YAML_MAPPING_END_EVENT: .mappingEnd
    case YAML_SEQUENCE_START_EVENT: .sequenceStart
    case YAML_SEQUENCE_END_EVENT: .sequenceEnd
    case YAML_ALIAS_EVENT: .alias
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_STREAM_END_EVENT: .streamEnd
    default: .other
    }
  }

  /// Code points before the event's first, and before what follows its last.
  var start: Int { Int(clamping: event.pointee.start_mark.index) }
  var end: Int { Int(clamping: event.pointee.end_mark.index) }
  /// Code points before the event in its line.
  var column: Int { Int(clamping: event.pointee.start_mark.column) }

  /// The text of a scalar, unescaped.
  var text: UnsafeBufferPointer<UInt8> {
    let scalar = event.pointee.data.scalar
    return UnsafeBufferPointer(start: scalar.value, count: scalar.length)
  }

  /// A scalar without quotes and without a tag.
  var isPlain: Bool {
    let scalar = event.pointee.data.scalar
    return scalar.plain_implicit != 0 && scalar.style == YAML_PLAIN_SCALAR_STYLE
  }

  /// A scalar whose text has no quotes, tagged or not.
  var isUnquoted: Bool { event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE }

  /// A scalar written after `|` or `>`.
  var isBlockScalar: Bool {
    let style = event.pointee.data.scalar.style
    return style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE
  }

  /// A scalar in double quotes: the only one that can hold escapes.
  var isDoubleQuoted: Bool {
    event.pointee.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
  }

  /// A mapping without brackets.
  var isBlockMapping: Bool {
    event.pointee.data.mapping_start.style == YAML_BLOCK_MAPPING_STYLE
  }

  /// The name after `&` or `*`.
  var anchor: String? {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: Self.string(event.pointee.data.scalar.anchor)
    case YAML_MAPPING_START_EVENT: Self.string(event.pointee.data.mapping_start.anchor)
    case YAML_SEQUENCE_START_EVENT: Self.string(event.pointee.data.sequence_start.anchor)
    case YAML_ALIAS_EVENT: Self.string(event.pointee.data.alias.anchor)
    default: nil
    }
  }

  /// An explicit tag, its handle expanded.
  var tag: String? {
    switch event.pointee.type {
    case YAML_SCALAR_EVENT: Self.string(event.pointee.data.scalar.tag)
    case YAML_MAPPING_START_EVENT: Self.string(event.pointee.data.mapping_start.tag)
    case YAML_SEQUENCE_START_EVENT: Self.string(event.pointee.data.sequence_start.tag)
    default: nil
    }
  }

  /// What stopped `advance`.
  var failure: Failure {
    let state = parser.pointee
    // A fault of the reader has no mark; ours have been looked for before, so this is a fallback.
    let isMarked = state.error == YAML_SCANNER_ERROR || state.error == YAML_PARSER_ERROR
    return Failure(
      problem: Self.text(state.problem), context: Self.text(state.context),
      problemIndex: Int(clamping: isMarked ? state.problem_mark.index : state.problem_offset),
      contextIndex: Int(clamping: state.context_mark.index))
  }

  private static func string(_ bytes: UnsafeMutablePointer<UInt8>?) -> String? {
    bytes.map { String(cString: $0) }
  }

  private static func text(_ message: UnsafePointer<CChar>?) -> String {
    message.map { String(cString: $0) } ?? ""
  }
}
