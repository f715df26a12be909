public import SourceText

/// The templates and static files that the binary carries, and a project's own over them.
public enum BuiltInDesign {
  /// Every file of `site-templates/`, as it was when the program was built.
  public static let files: [SourceFile] = EmbeddedTemplates.files.map {
    SourceFile(path: $0.path, bytes: $0.contents)
  }

  /// The built-in files with those of a project in place of their namesakes, split by use.
  ///
  /// - Parameter overrides: a project's files, by their path below its templates folder.
  /// - Returns: templates, and static files by their path below `static/`, both sorted by path.
  public static func files(
    overriddenBy overrides: [SourceFile]
  ) -> (templates: [SourceFile], statics: [SourceFile]) {
    let names = Set(overrides.map(\.path))
    // Packs of artifacts lie beside the site's templates and have values of their own.
    let own = (files.filter { !names.contains($0.path) } + overrides).filter {
      !$0.path.hasPrefix("artifacts/")
    }
    let all = own.sorted { $0.path < $1.path }
    let statics = all.filter { $0.path.hasPrefix("static/") }.map {
      SourceFile(path: String($0.path.dropFirst("static/".utf8.count)), bytes: $0.bytes)
    }
    return (all.filter { !$0.path.hasPrefix("static/") }, statics)
  }
}
