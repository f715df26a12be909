public import SourceText

/// A Markdown text to render, with what is needed to say where things stand in its file.
public struct MarkdownInput: Sendable {
  /// The whole file; for a snippet its bytes are the snippet alone and its path is the owner's.
  public var file: SourceFile
  /// Byte offset at which Markdown begins, behind the front matter: the start of a line.
  public var bodyStart: Int
  /// Where a snippet stands: every range in its result is this one. `nil` for a file.
  ///
  /// A snippet's headings get no anchors and it has no footnotes, because several snippets share a
  /// page.
  public var place: SourceRange?

  /// A file, or the part of it that begins at `bodyStart`.
  public init(_ file: SourceFile, bodyStart: Int = 0) {
    self.file = file
    self.bodyStart = min(max(bodyStart, 0), file.bytes.count)
  }

  /// A short text found at `place` in some other file.
  public init(snippet text: String, at place: SourceRange) {
    file = SourceFile(path: place.path, text: text)
    bodyStart = 0
    self.place = place
  }
}

/// What became of a Markdown text.
public struct RenderedMarkdown: Sendable {
  /// Headings, links, words and faults.
  public var document: MarkdownDocument
  /// Safe HTML without the slots' contents; empty when the text was too complex to render.
  public var html: [UInt8]

  /// A result of its parts.
  public init(document: MarkdownDocument, html: [UInt8]) {
    self.document = document
    self.html = html
  }
}

/// What one Markdown text may cost.
public struct MarkdownLimits: Sendable {
  /// Longest text.
  public var inputBytes = 1 << 20
  /// Most nodes in a tree.
  public var nodes = 500_000
  /// Longest HTML whatever the input; for a shorter input see `outputBytes(for:)`.
  public var outputBytes = 16 << 20
  /// Processor time of a worker for one file, in microseconds.
  public var processorMicroseconds = 1_000_000
  /// Wall time between a file's announcement and the moment the parent gives it up.
  ///
  /// Several times the processor time, which ends a text that is at fault: on a busy machine an
  /// innocent one waits for its turn.
  public var wallMilliseconds = 5_000
  /// Memory for one tree.
  public var treeBytes = 96 << 20
  /// Address space of a worker process, everything included.
  public var addressSpaceBytes = 200 << 20
  /// Wall time that a worker has for starting.
  public var startMilliseconds = 10_000

  /// The limits of the product; tests narrow them.
  public init() {}

  /// Longest HTML for an input: fifty times as long and a megabyte more, within the overall limit.
  public func outputBytes(for inputBytes: Int) -> Int {
    min(outputBytes, inputBytes.multipliedReportingOverflow(by: 50).partialValue + 1_000_000)
  }
}

/// Which limit a text exceeds; the raw values travel over the pipe.
enum Excess: UInt8, Error, CaseIterable {
  case input, nodes, output, treeMemory, processorTime, wallTime, crash, nonsense

  /// How the diagnostic goes on after "the file".
  func phrase(_ limits: MarkdownLimits) -> String {
    switch self {
    case .input: "is longer than \(limits.inputBytes) bytes"
    case .nodes: "has more than \(limits.nodes) elements"
    case .output: "expands to too much HTML"
    case .treeMemory: "needs more memory than \(limits.treeBytes >> 20) MiB to parse"
    case .processorTime:
      "needs more than \(limits.processorMicroseconds / 1000) ms of processor time"
    case .wallTime: "takes longer than \(limits.wallMilliseconds) ms"
    case .crash: "makes the Markdown parser crash"
    case .nonsense: "makes the Markdown parser answer nonsense"
    }
  }

  /// The result of a text that cannot be rendered: no HTML, one diagnostic.
  func result(for input: MarkdownInput, _ limits: MarkdownLimits) -> RenderedMarkdown {
    let place = input.place ?? .file(input.file.path)
    let what = input.place == nil ? "the file" : "the text"
    let diagnostic = Diagnostic(
      .markdownTooComplex, at: place, "\(what) \(phrase(limits)) and is not rendered")
    return RenderedMarkdown(document: MarkdownDocument(diagnostics: [diagnostic]), html: [])
  }
}
