/// What a project says of its modules.
public struct ModuleSettings: Sendable {
  /// Folder of a new module, with `{module}` in it.
  public var folder = "modules/{module}"
  /// Folder of its documents, below it.
  public var documents = "docs"
  /// Further folders of a new module, below it.
  public var folders = ["src", "tests"]
  /// Globs of the module's programs; empty for everything below its folder.
  public var sources: [String] = []
  /// Globs of handlers, which hold no stubs.
  public var handlers: [String] = []
  /// Globs of end-to-end tests: of their files, or of the suites that reports name.
  public var endToEnd: [String] = []
  /// Percent of lines that unit and end-to-end tests together must run.
  public var coverage = 90
  /// Programs with their arguments, by the criterion that they decide.
  public var commands: [Criterion.ID: [String]] = [:]

  /// The standard settings.
  public init() {}

  /// The folder of a module's documents.
  public func documentFolder(of module: String) -> String {
    let base = folder(of: module)
    return documents.isEmpty ? base : "\(base)/\(documents)"
  }

  /// The folder of a module.
  public func folder(of module: String) -> String { Self.named(folder, module) }

  /// A path with every `{module}` in it replaced.
  public static func named(_ path: String, _ module: String) -> String {
    var (rest, text) = (path[...], "")
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      rest = rest[open...]
      let isName = rest.hasPrefix("{module}")
      text += isName ? module : "{"
      rest = rest.dropFirst(isName ? 8 : 1)
    }
    return text + rest
  }
}
