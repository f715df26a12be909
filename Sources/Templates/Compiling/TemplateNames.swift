import SourceText

/// The names of a set's templates, and how partials are looked up among them.
struct TemplateNames: Sendable {
  private let indices: [String: Int]
  let all: [String]

  init(_ names: [String]) {
    all = names
    indices = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(_ name: String) -> Int? { indices[name] }

  /// A template's name: its path below `site-templates/`.
  static func name(of path: String) -> String {
    let folder = "site-templates/"
    return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  }

  /// The name as authors write it in a partial tag.
  static func short(_ name: String) -> String {
    let name = name.hasPrefix("partials/") ? name.dropFirst(9) : Substring(name)
    let end = name.lastIndex(of: ".") ?? name.endIndex
    return String(name[..<end])
  }

  /// The template that `{{> name}}` means inside `caller`.
  func partial(_ name: String, from caller: String, _ span: Span) throws(TagFault) -> Int {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isOutside = parts.contains { $0 == ".." || $0 == "." || $0.isEmpty }
    guard !isOutside, !name.contains("\\"), !name.contains("\0") else {
      throw TagFault(
        span: span, text: "the partial '\(name)' lies outside the templates",
        note: "a partial is named by its path below site-templates/ or site-templates/partials/")
    }
    let suffix = caller.lastIndex(of: ".").map { String(caller[$0...]) } ?? ""
    for candidate in [name, name + suffix, "partials/" + name, "partials/" + name + suffix] {
      if let index = indices[candidate] { return index }
    }
    let nearest = nearestName(to: name, among: all.map(Self.short))
    throw TagFault(
      span: span, text: "there is no partial '\(name)'",
      note: nearest.map { "the nearest template is '\($0)'" }
        ?? "expected site-templates/partials/\(name)\(suffix)")
  }
}
