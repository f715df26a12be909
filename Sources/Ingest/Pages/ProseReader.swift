public import Markdown
public import SourceText
public import TraceModel

/// Renders the texts of a graph that hold Markdown: statements, rationales, attributes.
public struct ProseReader: Sendable {
  private let renderer: MarkdownRenderer
  private let store: any ContentStore
  private let version: String

  /// A reader whose results are kept in `store` under keys that hold `version`.
  public init(renderer: MarkdownRenderer, store: any ContentStore, version: String) {
    self.renderer = renderer
    self.store = store
    self.version = version
  }

  /// Every text that needs rendering, once, with its result; plain texts are left out.
  ///
  /// What is found in a pull request or an issue is a note: whoever may write a comment must not be
  /// able to stop a build.
  ///
  /// - Throws: `MarkdownPoolError` when no worker can run, or the store's error.
  public func read(_ graph: TraceGraph) throws -> [(prose: Prose, rendered: RenderedMarkdown)] {
    let texts = Self.texts(of: graph)
    var results = texts.map(known)
    let missing = results.indices.filter { results[$0] == nil }
    var failure: (any Error)?
    try renderer.render(count: missing.count) { number in
      let prose = texts[missing[number]]
      return MarkdownInput(snippet: prose.text, at: prose.range)
    } deliver: { number, rendered in
      results[missing[number]] = rendered
      do { try keep(rendered, for: texts[missing[number]]) } catch { failure = error }
    }
    if let failure { throw failure }
    let records = Set(
      graph.nodes.filter { $0.key.kind.family == .forge }.map(\.range.path))
    return zip(texts, results).compactMap { prose, result in
      guard var result else { return nil }
      if records.contains(prose.range.path) { result.document.soften() }
      return (prose, result)
    }
  }

  /// Distinct texts of a graph that may hold Markdown, in graph order.
  private static func texts(of graph: TraceGraph) -> [Prose] {
    struct Place: Hashable {
      var path: String
      var text: String
    }
    var seen: Set<Place> = []
    var texts: [Prose] = []
    func add(_ prose: Prose?) {
      guard let prose, SimpleProse.needsMarkdown(prose.text) else { return }
      if seen.insert(Place(path: prose.range.path, text: prose.text)).inserted {
        texts.append(prose)
      }
    }
    for node in graph.nodes {
      add(node.statement)
      add(node.rationale)
      for attribute in node.attributes { add(attribute.value) }
    }
    return texts
  }

  private func key(_ prose: Prose) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(prose.text)
    hasher.combine(Int(prose.range.line))
    hasher.combine(Int(prose.range.span.start))
    hasher.combine(version)
    return hasher.finish()
  }

  private func known(_ prose: Prose) -> RenderedMarkdown? {
    guard let location = store.location(of: key(prose)), let bytes = try? store.read(location)
    else { return nil }
    var reader = BinaryReader(bytes)
    guard let document = try? MarkdownDocument(from: &reader, path: prose.range.path),
      let html = try? reader.content()
    else { return nil }
    return RenderedMarkdown(document: document, html: html)
  }

  private func keep(_ rendered: RenderedMarkdown, for prose: Prose) throws {
    var writer = BinaryWriter()
    rendered.document.encode(into: &writer)
    writer.write(rendered.html)
    try store.add(key(prose), writer.bytes)
  }
}

extension MarkdownDocument {
  /// Makes notes of all findings.
  fileprivate mutating func soften() {
    for index in diagnostics.indices { diagnostics[index].severity = .note }
  }
}
