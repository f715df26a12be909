public import SourceText

/// Which part of a feature's family of files a document is, strongest first.
public enum ManifoldPart: Int, Sendable, CaseIterable, Comparable {
  /// `feature.json`: ids, types and references; wins over every other part.
  case json
  /// `feature.yaml`, in any of its dialects.
  case yaml
  /// `feature.md`: titles and prose.
  case companion
  /// `feature.anchor.yaml`.
  case anchor
  /// `feature.verify.yaml` or `.json`.
  case verify
  /// `feature.integrate.yaml` or `.json`.
  case integrate

  /// True for the parts that declare a feature; the others only add to one.
  public var isMain: Bool { self == .json || self == .yaml }

  /// Stronger parts come first.
  public static func < (a: ManifoldPart, b: ManifoldPart) -> Bool { a.rawValue < b.rawValue }
}

/// What one file says about one feature: the result of reading, the input of linking.
///
/// Documents of one feature are merged by the linker, so that reading them needs no order.
public struct ManifoldDocument: Sendable {
  /// Of the file, relative to the project.
  public var path: String
  /// What the file is in its family.
  public var part: ManifoldPart
  /// The folder that the feature's ids belong to: the file's own, or the one around `.manifold`.
  public var root: String
  /// File name without its endings: `payment-retry-v2` of `payment-retry-v2.cms.yaml`.
  public var stem: String
  /// The file name without its last ending keeps `.cms`; tells families of one stem apart.
  public var spelling: String
  /// The feature as declared in the file; `nil` when it says none or has only a placeholder.
  public var feature: Prose?
  /// The manifold itself is the first item. A part that is not main has one as well, to carry its
  /// attributes.
  public var items: [DeclaredItem]
  /// Links stated away from their source, in file order.
  public var relations: [DeclaredRelation]
  /// Statements that can be recomputed, in file order.
  public var claims: [StatedClaim]
  /// The option that the document recommends, as written.
  public var recommendedOption: Prose?
  /// Everything wrong with the file that can be said without other files.
  public var diagnostics: [Diagnostic]

  /// A document that says nothing yet but which manifold it belongs to.
  public init(
    path: String, part: ManifoldPart, root: String, stem: String, spelling: String,
    manifold: DeclaredItem
  ) {
    self.path = path
    self.part = part
    self.root = root
    self.stem = stem
    self.spelling = spelling
    feature = nil
    items = [manifold]
    relations = []
    claims = []
    recommendedOption = nil
    diagnostics = []
  }
}
