import SourceText
import System

/// Why nothing can be rendered at all; a text that cannot be rendered is a diagnostic instead.
public enum MarkdownPoolError: Error {
  /// The worker's program cannot be started.
  case cannotStart(String)
  /// Workers end one after the other before they begin with any text.
  case workersFail
}

/// Renders Markdown in worker processes with limits: whatever a text does, it costs that text.
///
/// The parser is a C library with known quadratic inputs that calls `abort()` when memory runs out,
/// so it never runs in the process that matters.
public struct MarkdownRenderer: Sendable {
  /// Program and arguments of a worker: this tool with `MarkdownWorker.verb`.
  public var workerCommand: [String]
  /// How many processes at most; a short list of texts uses fewer.
  public var workers: Int
  /// What one text may cost.
  public var limits: MarkdownLimits

  /// A renderer that starts its workers when it is given texts.
  public init(
    workerCommand: [String], workers: Int = 2, limits: MarkdownLimits = MarkdownLimits()
  ) {
    self.workerCommand = workerCommand
    self.workers = max(1, workers)
    self.limits = limits
  }

  /// Renders `count` texts; both closures are called on the calling thread.
  ///
  /// - Parameters:
  ///   - count: number of texts.
  ///   - load: gives the text of an index. Called once for each, in order, shortly before it is
  ///     needed: at most 32 texts a worker are in memory.
  ///   - deliver: takes a result. Called once for each index, in no particular order.
  /// - Throws: `MarkdownPoolError` when no worker can do any work.
  public func render(
    count: Int, load: (Int) -> MarkdownInput, deliver: (Int, RenderedMarkdown) -> Void
  ) throws(MarkdownPoolError) {
    var pool = WorkerPool(self, count: count)
    try pool.run(load: load, deliver: deliver)
  }

  /// Renders texts that are all in memory, and returns the results in their order.
  public func render(_ inputs: [MarkdownInput]) throws(MarkdownPoolError) -> [RenderedMarkdown] {
    var results = [RenderedMarkdown?](repeating: nil, count: inputs.count)
    try render(count: inputs.count, load: { inputs[$0] }, deliver: { results[$0] = $1 })
    return results.compactMap { $0 }
  }

  /// Renders in this process, without any protection: for the program's own texts and for tests.
  ///
  /// Exceeding the limits on nodes and output is reported; time and memory are not limited.
  public static func renderUnprotected(
    _ input: MarkdownInput, limits: MarkdownLimits = MarkdownLimits()
  ) -> RenderedMarkdown {
    switch PageRenderer.render(input, limits) {
    case .success(let rendered): rendered
    case .failure(let excess): excess.result(for: input, limits)
    }
  }
}
