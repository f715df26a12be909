public import SourceText

/// One value of a YAML or JSON document, with the bytes it stands at.
public struct Node: Sendable {
  /// What it is.
  public var value: Value
  /// From the value's first byte to after its last; quotes and brackets included.
  public var span: Span

  /// A value at its place.
  public init(_ value: Value, _ span: Span) {
    self.value = value
    self.span = span
  }

  /// What a node can be; both notations share it.
  public enum Value: Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping([Entry])
  }

  /// Text, and whether it was quoted.
  ///
  /// Numbers, truth values and null stay text until somebody asks for a type, so that an id `010`
  /// or `NO` keeps its spelling. JSON strings count as quoted, other JSON scalars as plain.
  public struct Scalar: Sendable, Hashable {
    /// The text with quotes and escapes undone.
    public var text: String
    /// Without quotes, so that it may mean a number, a truth value or nothing.
    public var isPlain: Bool

    /// Text, quoted or not.
    public init(_ text: String, isPlain: Bool) {
      self.text = text
      self.isPlain = isPlain
    }
  }

  /// One key with its value.
  public struct Entry: Sendable {
    /// The key's text with quotes and escapes undone.
    public var key: String
    /// The bytes of the key, quotes included.
    public var keySpan: Span
    /// What stands after the colon.
    public var value: Node

    /// A key with its value.
    public init(key: String, keySpan: Span, value: Node) {
      self.key = key
      self.keySpan = keySpan
      self.value = value
    }
  }
}

/// What became of one file: the tree as far as it could be built, and every fault found on the way.
public struct ParsedNotation: Sendable {
  /// `nil` when the file has no content, or when its syntax or encoding is broken.
  public var root: Node?
  /// Unsorted; errors mean that `root` must not be trusted to be complete.
  public var diagnostics: [Diagnostic]
  /// Turns spans of the tree into ranges with lines and columns.
  public var lines: LineMap

  /// The outcome for one document.
  public init(root: Node?, diagnostics: [Diagnostic], lines: LineMap) {
    self.root = root
    self.diagnostics = diagnostics
    self.lines = lines
  }
}
