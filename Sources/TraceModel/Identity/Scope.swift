/// Where an id means something: ids are unique only inside their scope.
///
/// A manifold's scope is its root folder relative to the project, plus its feature. The root is the
/// folder that holds the manifold, or the parent of a `.manifold` or `.temporal` folder around it.
public struct Scope: Hashable, Sendable, Comparable {
  /// Folder relative to the project's root; empty for the root itself.
  public let root: String
  /// The feature (`payment-retry-v2`), or empty for nodes that belong to the whole project.
  public let name: String

  /// A feature below a root folder.
  public init(root: String = "", name: String) {
    self.root = root
    self.name = name
  }

  /// The project as a whole, the scope of content pages.
  public static let project = Scope(name: "")

  /// `root/name` without empty parts.
  public var path: String { root.isEmpty ? name : name.isEmpty ? root : "\(root)/\(name)" }

  /// Order by root, then name.
  public static func < (a: Scope, b: Scope) -> Bool {
    a.root != b.root ? a.root < b.root : a.name < b.name
  }
}
