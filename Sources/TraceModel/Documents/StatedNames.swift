/// Names that a document or a program uses or declares, for a look at all of them together.
public struct StatedNames: Sendable, Hashable {
  /// What a running workflow answers to.
  public enum Handler: String, Sendable {
    case signal, query
  }

  /// A handler by its name, with the place that names it.
  public struct Call: Sendable, Hashable {
    /// What sort of handler.
    public var handler: Handler
    /// As written, without brackets.
    public var name: Prose

    /// A handler that is declared or used.
    public init(_ handler: Handler, _ name: Prose) {
      self.handler = handler
      self.name = name
    }
  }

  /// One name of `from module import name`.
  public struct Import: Sendable, Hashable {
    /// With dots between its parts.
    public var module: String
    /// As written.
    public var name: Prose

    /// A name that a program takes from another module.
    public init(_ module: String, _ name: Prose) {
      self.module = module
      self.name = name
    }
  }

  /// A limit on something, by the word for it.
  public struct Threshold: Sendable, Hashable {
    /// In lower case: `confidence`.
    public var subject: String
    /// A share as a part of one, any other figure as written.
    public var value: Double
    /// The figure itself is not enough.
    public var isStrict: Bool
    /// As written.
    public var text: Prose

    /// A limit with the words that state it.
    public init(_ subject: String, _ value: Double, isStrict: Bool, _ text: Prose) {
      self.subject = subject
      self.value = value
      self.isStrict = isStrict
      self.text = text
    }
  }

  /// Paths that a text names, relative to anything.
  public var files: [Prose] = []
  /// Handlers that a program or a list declares.
  public var declared: [Call] = []
  /// Handlers that a program or a command calls.
  public var called: [Call] = []
  /// Limits that texts and programs state.
  public var thresholds: [Threshold] = []
  /// What a program imports from modules by name.
  public var imports: [Import] = []
  /// What a module defines at its top; `nil` for what is no module, or hides what it defines.
  public var definitions: Set<String>?

  /// Nothing is named yet.
  public init() {}

  /// True for a document that names nothing of interest.
  public var isEmpty: Bool {
    files.isEmpty && declared.isEmpty && called.isEmpty && imports.isEmpty && definitions == nil
      && thresholds.isEmpty
  }
}
