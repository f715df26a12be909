public import SourceText

/// What one file declares that is no part of a manifold: the result of reading, input of linking.
///
/// Items of several documents that have the same kind, scope and id become one node: the first
/// in order of paths is the main one, the others fill in what it does not say.
public struct TraceDocument: Sendable {
  /// Of the file, relative to the project.
  public var path: String
  /// Where the ids mean something.
  public var scope: Scope
  /// In file order; `parent` is a position in this list.
  public var items: [DeclaredItem]
  /// Links stated away from their source, in file order.
  public var relations: [DeclaredRelation]
  /// Statements about the first item that can be recomputed, in file order.
  public var claims: [StatedClaim] = []
  /// Names of files, handlers and definitions, to be compared with those of other documents.
  public var names = StatedNames()
  /// Everything wrong with the file that can be said without other files.
  public var diagnostics: [Diagnostic]
  /// The file could not be read as a whole.
  public var isDegraded: Bool

  /// A document that declares nothing yet.
  public init(path: String, scope: Scope) {
    self.path = path
    self.scope = scope
    items = []
    relations = []
    diagnostics = []
    isDegraded = false
  }
}
