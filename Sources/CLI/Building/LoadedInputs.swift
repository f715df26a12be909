import History
import Ingest
import Site
import SourceText
import System
import TraceModel

/// The input files of a build, with the fingerprint of each; only what is needed is read.
struct LoadedInputs {
  /// Every file of every manifold.
  private(set) var manifolds: [SourceFile] = []
  private(set) var policies: [SourceFile] = []
  private(set) var reviews: [SourceFile] = []
  private(set) var pages: [PageSource] = []
  private(set) var assets: [Asset] = []
  /// Files of the other formats, read when their turn comes.
  private(set) var documents: [(path: String, format: DocumentFormat)] = []
  private(set) var fingerprints: [String: Fingerprint] = [:]
  /// Files that could not be read, and assets that must not be published.
  private(set) var diagnostics: [Diagnostic] = []

  /// Files of manifolds are small documents; a larger one is refused before it is read.
  private static let manifoldLimit = 8 << 20
  private static let pageLimit = 1 << 20

  /// Histories whose pages will be made; `nil` when no page is.
  private let histories: KeptHistories?
  private let markers: [SourceMarker]
  private let tree: any FileTree
  private let cache: BuildCache

  init(
    _ listing: InputListing, tree: any FileTree, cache: BuildCache, markers: [SourceMarker] = [],
    histories: KeptHistories? = nil
  ) {
    self.histories = histories
    self.markers = markers
    self.tree = tree
    self.cache = cache
    for input in listing.inputs {
      if input.reader == .pages || input.reader == .assets { checkName(input.file.path) }
      switch input.reader {
      case .manifolds: add(input.file, to: \.manifolds)
      case .policies: add(input.file, to: \.policies)
      case .reviews: add(input.file, to: \.reviews)
      case .pages: addPage(input.file)
      case .assets: addAsset(input.file)
      case .detected, .ignored, nil: break
      default: addDocument(input)
      }
    }
  }

  /// What a page or asset is published as must be a file on every system.
  private mutating func checkName(_ path: String) {
    let published = path.hasSuffix(".md") ? path.dropLast(3) + ".html" : path
    guard let fault = portabilityFault(ofPath: published) else { return }
    let place = SourceRange.file(displayName(path))
    diagnostics.append(Diagnostic(.fileNamePortability, at: place, "in the name, \(fault)"))
  }

  private mutating func add(
    _ file: TreeFile, to list: WritableKeyPath<LoadedInputs, [SourceFile]>
  ) {
    switch tree.read(file.path, limit: Self.manifoldLimit) {
    case .success(let source):
      fingerprints[file.path] = Fingerprint(of: source.bytes)
      self[keyPath: list].append(source)
    case .failure(let diagnostic): diagnostics.append(diagnostic)
    }
  }

  private mutating func addDocument(_ input: InputListing.Input) {
    guard let format = input.reader?.format else { return }
    documents.append((input.file.path, format))
  }

  /// Reads one file of `documents`, on any thread; a file that cannot be read is a finding.
  func readDocument(_ number: Int) -> (fingerprint: Fingerprint?, documents: [TraceDocument]) {
    let (path, format) = documents[number]
    switch tree.read(path, limit: format.sizeLimit) {
    case .success(let file):
      return (Fingerprint(of: file.bytes), read(file, as: format))
    case .failure(let diagnostic):
      var unread = TraceDocument(path: path, scope: .project)
      unread.diagnostics = [diagnostic]
      unread.isDegraded = true
      return (nil, [unread])
    }
  }

  private func read(_ file: SourceFile, as format: DocumentFormat) -> [TraceDocument] {
    guard format == .histories, let histories else {
      return Ingest.read(file, as: format, markers: markers)
    }
    let history = HistoryFile.read(file)
    histories.keep(history, of: file)
    return Ingest.read(history, of: file)
  }

  /// A page that has not changed since its fingerprint was taken is not opened.
  private mutating func addPage(_ file: TreeFile) {
    let tree = self.tree
    let path = file.path
    if let known = cache.fingerprint(of: file) {
      fingerprints[path] = known
      pages.append(
        PageSource(path: path, content: known) { tree.read(path, limit: Self.pageLimit) })
      return
    }
    switch Self.pageSource(file, in: tree) {
    case .success(let page):
      fingerprints[path] = page.content
      cache.note(file, page.content)
      pages.append(page)
    case .failure(let diagnostic): diagnostics.append(diagnostic)
    }
  }

  /// A page that must be read to know what it holds.
  ///
  /// Read once more when its turn comes: thousands of pages are not held in memory.
  static func pageSource(
    _ file: TreeFile, in tree: any FileTree
  ) -> Result<PageSource, Diagnostic> {
    let path = file.path
    return tree.read(path, limit: pageLimit).map { source in
      PageSource(path: path, content: Fingerprint(of: source.bytes)) {
        tree.read(path, limit: pageLimit)
      }
    }
  }

  private mutating func addAsset(_ file: TreeFile) {
    let tree = self.tree
    let path = file.path
    switch tree.read(path) {
    case .success(let source):
      if let ending = programEnding(of: path) {
        diagnostics.append(
          Diagnostic(
            .unsafeAsset, at: .file(path),
            "a .\(ending) file could run a script in the site's name",
            fix: "write it as a Markdown page, or leave it out of inputs.assets"))
        return
      }
      if path.lowercased().hasSuffix(".svg"), let danger = dangerousPart(ofSVG: source.bytes) {
        diagnostics.append(
          Diagnostic(
            .unsafeAsset, at: LineMap(source).range(danger.offset, danger.offset + 1),
            "the drawing holds \(danger.what)"))
        return
      }
      let fingerprint = Fingerprint(of: source.bytes)
      fingerprints[path] = fingerprint
      assets.append(
        Asset(source: path, fingerprint: fingerprint) {
          switch tree.read(path) {
          case .success(let file): return file.bytes
          case .failure(let diagnostic): throw UnreadableInput(diagnostic: diagnostic)
          }
        })
    case .failure(let diagnostic): diagnostics.append(diagnostic)
    }
  }
}

extension DocumentFormat {
  /// Bytes of a file above which it is refused unread.
  var sizeLimit: Int {
    switch self {
    case .histories, .results: 64 << 20
    case .patterns: 8 << 20
    case .modules, .records, .forge, .sources, .operations, .reports, .documents: 4 << 20
    }
  }
}

/// The ending of a file that a browser opens as a page, or runs; `nil` for any other.
private func programEnding(of path: String) -> String? {
  let endings = [
    "html", "htm", "xhtml", "xht", "shtml", "mhtml", "js", "mjs", "wasm", "svgz", "xml",
  ]
  let lower = path.lowercased()
  return endings.first { lower.hasSuffix(".\($0)") }
}
