public import SourceText

/// One element of an XML document, with the place of its start tag.
public struct XMLElement: Sendable {
  /// As written, with its prefix: `testcase`, `xi:include`.
  public var name: String
  /// The start tag's first byte; the end is that of the tag's name.
  public var span: Span
  /// In file order; the parser has refused a repeated name.
  public var attributes: [Attribute]
  /// Elements directly inside, in file order.
  public var children: [XMLElement] = []
  /// All text directly inside, entities and CDATA undone, joined.
  public var text = ""
  /// False when the text broke off, or reading stopped, before the end tag.
  public var isClosed = true

  /// One attribute of a start tag.
  public struct Attribute: Sendable, Hashable {
    /// As written, with its prefix.
    public var name: String
    /// With entities undone and line ends as spaces.
    public var value: String

    /// A name with its value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// An element without content.
  public init(name: String, span: Span, attributes: [Attribute] = []) {
    self.name = name
    self.span = span
    self.attributes = attributes
  }

  /// The value of an attribute; `nil` when the tag has none of that name.
  public subscript(attribute: String) -> String? {
    attributes.first { $0.name == attribute }?.value
  }

  /// The elements directly inside that have a name, in file order.
  public func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// The first element directly inside that has a name.
  public func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }
}

/// Bounds on one XML document, checked while it is read.
public struct XMLLimits: Sendable {
  /// Bytes of the file.
  public var bytes: Int
  /// Elements inside one another; the root alone is 1.
  public var depth: Int
  /// Attributes of one tag.
  public var attributes: Int
  /// Elements of the document.
  public var elements: Int

  /// Limits of one kind of document.
  public init(bytes: Int, depth: Int, attributes: Int, elements: Int) {
    self.bytes = bytes
    self.depth = depth
    self.attributes = attributes
    self.elements = elements
  }

  /// For reports of tests and coverage.
  public static let report = XMLLimits(
    bytes: 64 << 20, depth: 256, attributes: 256, elements: 2_000_000)
}

/// What became of one XML file.
public struct ParsedXML: Sendable {
  /// `nil` when no element was read. With an error among the diagnostics, the elements before the
  /// broken place, closed where it stands.
  public var root: XMLElement?
  /// Unsorted; at most one error, because nothing after it can be trusted.
  public var diagnostics: [Diagnostic]
  /// Turns spans of the tree into ranges with lines and columns.
  public var lines: LineMap

  /// The outcome for one document.
  public init(root: XMLElement?, diagnostics: [Diagnostic], lines: LineMap) {
    self.root = root
    self.diagnostics = diagnostics
    self.lines = lines
  }
}
