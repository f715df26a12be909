public import SourceText

/// A render that could not go on, with the one diagnostic that says why and where.
public struct TemplateError: Error, Sendable {
  /// Points into the template; its notes name the page and the chain of callers.
  public let diagnostic: Diagnostic

  /// An error that carries `diagnostic`.
  public init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}

/// How much one render may do.
public struct TemplateLimits: Sendable {
  /// Operations run, loops counted each time.
  public var steps = 4_000_000
  /// Bytes appended.
  public var outputBytes = 32 << 20
  /// Partials inside partials.
  public var depth = 64

  /// The limits that suit any page of a site.
  public init() {}
}
