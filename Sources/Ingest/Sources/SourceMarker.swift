public import TraceModel

/// A project's own way to mark code, beside those that are always known.
public struct SourceMarker: Sendable, Hashable {
  /// Which lines a mark is about. The raw value is the word in `site.yaml`.
  public enum Extent: String, Sendable, CaseIterable, Comparable {
    /// The block that it stands before or in.
    case block
    /// Its own line.
    case line
    /// The whole file.
    case file

    /// Two marks of one line are about the most lines that one of them means.
    public static func < (a: Extent, b: Extent) -> Bool { a.reach < b.reach }

    private var reach: Int { self == .line ? 0 : self == .block ? 1 : 2 }
  }

  /// What stands before the ids: `Implements:`, `@covers(`.
  public var text: String
  /// How the code is related to what it names; `nil` for satisfies in code and verifies in tests.
  public var link: LinkKind?
  /// Which lines it is about.
  public var extent: Extent

  /// What a mark can say of code.
  public static let links: [LinkKind] = [
    .satisfies, .implements, .verifies, .covers, .documents, .mitigates, .alertsOn, .references,
  ]

  /// A marker by the text before its ids.
  public init(_ text: String, link: LinkKind? = nil, extent: Extent = .block) {
    self.text = text
    self.link = link
    self.extent = extent
  }
}
