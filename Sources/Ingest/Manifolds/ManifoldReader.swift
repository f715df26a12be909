import Notation
public import SourceText
public import TraceModel

/// Reads one file of a manifold, in any of its five dialects.
///
/// Lenient and loud: what is known is typed, what is not known is kept as a property and reported,
/// and a file that no parser accepts becomes a degraded manifold that shows the parser's message.
public enum ManifoldReader {
  /// The document in a file; `nil` when its name belongs to no part of a manifold.
  ///
  /// A pure function of the path and the bytes, so that files may be read in any order at once.
  public static func read(_ file: SourceFile) -> ManifoldDocument? {
    guard let place = ManifoldFile(path: file.path) else { return nil }
    if place.part == .companion { return CompanionReader.read(file, place) }
    let parsed =
      place.path.hasSuffix(".json")
      ? JSONParser.parse(file) : YAMLParser.parse(file, limits: .manifold)
    var reading = ManifoldReading(lines: parsed.lines, document: document(for: place))
    reading.document.diagnostics = parsed.diagnostics
    let isBroken = parsed.diagnostics.contains { $0.severity == .error }
    if let root = parsed.root, !root.isNull {
      reading.readRoot(root)
    } else if !isBroken {
      reading.document.diagnostics.append(
        Diagnostic(
          IngestRules.emptyManifold, at: parsed.lines.range(0, 0), "the file declares nothing"))
    }
    if isBroken { reading.document.isDegraded = true }
    return reading.document
  }

  /// A document with nothing but the manifold itself.
  static func document(for place: ManifoldFile) -> ManifoldDocument {
    let range = SourceRange.file(place.path)
    let dialect: ManifoldDialect = place.path.hasSuffix(".json") ? .hybrid : .v1
    return ManifoldDocument(
      path: place.path, part: place.part, root: place.root, stem: place.stem,
      spelling: place.spelling,
      manifold: DeclaredItem(
        kind: .manifold, id: Prose(place.stem, at: range), hasGivenID: true,
        detail: .manifold(ManifoldFacts(dialect: dialect, sources: [place.path])), range: range))
  }
}

extension ManifoldDocument {
  /// What is typed about the manifold itself.
  var facts: ManifoldFacts {
    get {
      if case .manifold(let facts)? = items.first?.detail { return facts }
      return ManifoldFacts(dialect: .v1)
    }
    set { items[0].detail = .manifold(newValue) }
  }

  var isDegraded: Bool {
    get { facts.isDegraded }
    set { facts.isDegraded = newValue }
  }

  /// Keeps something that the whole manifold says.
  mutating func addAttribute(_ attribute: Attribute?) {
    if let attribute { items[0].attributes.append(attribute) }
  }
}
