import SourceText
import System

/// Hands texts to workers and results to the caller, on one thread, until all are done.
struct WorkerPool {
  private let renderer: MarkdownRenderer
  private let count: Int
  private var next = 0
  private var remaining: Int
  /// Texts of a worker that was given up, to be tried again; last first.
  private var again: [MarkdownJob] = []
  private var workers: [PooledWorker] = []
  /// Workers that ended, one after the other, without having begun with a text.
  private var failedStarts = 0

  init(_ renderer: MarkdownRenderer, count: Int) {
    self.renderer = renderer
    self.count = count
    remaining = count
  }

  mutating func run(
    load: (Int) -> MarkdownInput, deliver: (Int, RenderedMarkdown) -> Void
  ) throws(MarkdownPoolError) {
    while remaining > 0 {
      try handOut(load: load, deliver: deliver)
      guard remaining > 0 else { return }
      ChildProcess.wait(for: workers.map(\.waiting), milliseconds: timeUntilFirstDeadline())
      for index in workers.indices.reversed() { try attend(index, deliver) }
    }
  }

  // MARK: Handing out

  private mutating func handOut(
    load: (Int) -> MarkdownInput, deliver: (Int, RenderedMarkdown) -> Void
  ) throws(MarkdownPoolError) {
    for worker in workers where worker.wantsMore { fill(worker, load, deliver) }
    while workers.count < renderer.workers, hasWork, needsWorker {
      let worker: PooledWorker
      do throws(ProcessError) {
        worker = try PooledWorker(renderer.workerCommand, renderer.limits)
      } catch {
        throw .cannotStart("\(renderer.workerCommand.first ?? ""): \(error)")
      }
      workers.append(worker)
      fill(worker, load, deliver)
    }
  }

  private var hasWork: Bool { next < count || !again.isEmpty }
  /// A process costs more than a few texts: the first worker gets a full share before a second one.
  private var needsWorker: Bool { workers.allSatisfy { !$0.hasRoom } }

  private mutating func fill(
    _ worker: PooledWorker, _ load: (Int) -> MarkdownInput,
    _ deliver: (Int, RenderedMarkdown) -> Void
  ) {
    while worker.hasRoom, hasWork {
      if let job = again.popLast() {
        worker.add(job)
        continue
      }
      let job = MarkdownJob(index: next, input: load(next))
      next += 1
      // Too long is known without asking anybody.
      if job.input.file.bytes.count - job.input.bodyStart > renderer.limits.inputBytes {
        finish(job, .failure(.input), deliver)
      } else {
        worker.add(job)
      }
    }
  }

  // MARK: Taking results

  private mutating func attend(
    _ index: Int, _ deliver: (Int, RenderedMarkdown) -> Void
  ) throws(MarkdownPoolError) {
    let worker = workers[index]
    // Results first: what a worker said before it ended counts, and so does what it said while this
    // thread was busy and its time seemed to run out.
    var done: [(MarkdownJob, Swift.Result<RenderedMarkdown, Excess>)] = []
    let fault = worker.receive { done.append(($0, $1)) } ?? (worker.send() ? nil : .crash)
    if !done.isEmpty { failedStarts = 0 }
    for (job, result) in done { finish(job, result, deliver) }
    if let fault {
      try replace(index, fault, deliver)
    } else if let deadline = worker.deadline(), deadline <= MonotonicClock.nanoseconds {
      try replace(index, .wallTime, deliver)
    }
  }

  private mutating func replace(
    _ index: Int, _ fault: Excess, _ deliver: (Int, RenderedMarkdown) -> Void
  ) throws(MarkdownPoolError) {
    let worker = workers.remove(at: index)
    let outcome = worker.giveUp(fault)
    again.append(contentsOf: worker.inFlight.reversed())
    if let (culprit, reason) = outcome {
      failedStarts = 0
      return finish(culprit, .failure(reason), deliver)
    }
    failedStarts += 1
    if failedStarts >= 3 { throw .workersFail }
  }

  private mutating func finish(
    _ job: MarkdownJob, _ result: Swift.Result<RenderedMarkdown, Excess>,
    _ deliver: (Int, RenderedMarkdown) -> Void
  ) {
    remaining -= 1
    switch result {
    case .success(let rendered): deliver(job.index, rendered)
    case .failure(let excess):
      deliver(job.index, excess.result(for: job.input, renderer.limits))
    }
  }

  /// Milliseconds until some text has had its time, but not long: a note that starts the clock of
  /// the next text wakes nobody.
  private func timeUntilFirstDeadline() -> Int {
    let deadlines = workers.compactMap { $0.deadline() }
    return deadlines.reduce(50) { min($0, MonotonicClock.milliseconds(until: $1)) }
  }
}
