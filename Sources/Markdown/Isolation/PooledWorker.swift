import SourceText
import System

/// A text on its way through a worker.
struct MarkdownJob {
  let index: Int
  let input: MarkdownInput
}

/// One worker as the parent sees it: what it has been sent and has not answered.
///
/// Answers come in the order of the requests. One thread owns it.
final class PooledWorker {
  /// Texts in flight, oldest first; the sequence number of the first is `firstSequence`.
  private(set) var inFlight: [MarkdownJob] = []
  private var firstSequence = 0
  private var bytesInFlight = 0
  private let child: ChildProcess
  private let limits: MarkdownLimits
  private var outgoing: [UInt8] = []
  private var sent = 0
  private var incoming: [UInt8] = []
  private var notes: [UInt8] = []
  private var lastNote: WorkerNote?
  /// When the worker last showed that it lives, or was given something to do.
  private var lastSign = MonotonicClock.nanoseconds

  /// Starts a process with nothing of this one's environment.
  init(_ command: [String], _ limits: MarkdownLimits) throws(ProcessError) {
    // A crash is expected here and explained by its diagnostic: nobody reads a backtrace.
    child = try ChildProcess(
      command,
      environment: [
        "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
        "MALLOC_ARENA_MAX": "1",
      ])
    self.limits = limits
    limits.frame(into: &outgoing)
  }

  var waiting: (process: ChildProcess, isSending: Bool) { (child, sent < outgoing.count) }
  /// Texts are handed out in groups, so that neither side wakes for every single one.
  var wantsMore: Bool { inFlight.count <= 16 && bytesInFlight < 256 << 10 }
  var hasRoom: Bool { inFlight.count < 32 && bytesInFlight < 512 << 10 }

  func add(_ job: MarkdownJob) {
    if inFlight.isEmpty { lastSign = MonotonicClock.nanoseconds }
    let request = WorkerRequest(sequence: firstSequence + inFlight.count, job.input)
    inFlight.append(job)
    bytesInFlight += job.input.file.bytes.count
    request.frame(into: &outgoing)
  }

  /// Sends what the pipe takes; false when the worker reads no more.
  func send() -> Bool {
    guard sent < outgoing.count else { return true }
    guard let taken = child.send(outgoing, from: sent) else { return false }
    sent += taken
    if sent == outgoing.count {
      outgoing.removeAll(keepingCapacity: sent <= 1 << 20)
      sent = 0
    }
    return true
  }

  /// Takes everything that has come and gives whole answers to `deliver`.
  ///
  /// - Returns: `nil` while the worker is well; otherwise why it must be given up.
  func receive(
    _ deliver: (MarkdownJob, Swift.Result<RenderedMarkdown, Excess>) -> Void
  ) -> Excess? {
    while true {
      switch child.receive(into: &incoming) {
      case .nothing: return nil
      case .end: return .crash
      case .bytes:
        lastSign = MonotonicClock.nanoseconds
        if !takeAnswers(deliver) { return .nonsense }
      }
    }
  }

  private func takeAnswers(
    _ deliver: (MarkdownJob, Swift.Result<RenderedMarkdown, Excess>) -> Void
  ) -> Bool {
    var offset = 0
    defer { incoming.removeFirst(offset) }
    while let length = frameLength(incoming, at: offset) {
      guard length <= longestFrame, let job = inFlight.first else { return false }
      let end = offset + 4 + length
      guard end <= incoming.count else { return true }
      let result: Swift.Result<RenderedMarkdown, Excess>
      do throws(BinaryReader.Malformed) {
        result = try WorkerReply.read(
          incoming, from: offset + 4, to: end, expecting: firstSequence, for: job.input)
      } catch {
        return false
      }
      offset = end
      inFlight.removeFirst()
      bytesInFlight -= job.input.file.bytes.count
      firstSequence += 1
      deliver(job, result)
    }
    return true
  }

  /// When the text being worked on has had its time; `nil` when there is none.
  ///
  /// Before the first note of a text the worker may be starting, which has a limit of its own.
  func deadline() -> UInt64? {
    guard !inFlight.isEmpty else { return nil }
    readNotes()
    let isAnnounced = position(ofNote: lastNote) != nil
    let allowance = isAnnounced ? limits.wallMilliseconds : limits.startMilliseconds
    let begin = max(lastSign, isAnnounced ? lastNote?.nanoseconds ?? 0 : 0)
    return min(begin, MonotonicClock.nanoseconds) + UInt64(clamping: allowance) * 1_000_000
  }

  /// Ends the worker. The text that it had announced is taken out and returned with the reason, the
  /// others are left in `inFlight`; `nil` when it had announced none of them.
  func giveUp(_ reason: Excess) -> (culprit: MarkdownJob, reason: Excess)? {
    let ending = child.kill()
    readNotes()
    guard let position = position(ofNote: lastNote) else { return nil }
    return (inFlight.remove(at: position), refined(reason, by: ending))
  }

  private func refined(_ reason: Excess, by ending: ProcessEnding) -> Excess {
    guard reason == .crash else { return reason }
    switch ending {
    case .killed(signal: ProcessEnding.processorTimeSignal): return .processorTime
    case .exited(MarkdownWorker.memoryStatus): return .treeMemory
    default: return .crash
    }
  }

  private func position(ofNote note: WorkerNote?) -> Int? {
    guard let note else { return nil }
    let position = note.sequence.subtractingReportingOverflow(firstSequence).partialValue
    return inFlight.indices.contains(position) ? position : nil
  }

  private func readNotes() {
    while case .bytes = child.receiveNotes(into: &notes) {}
    guard let last = WorkerNote(lastOf: notes) else { return }
    lastNote = last
    notes.removeFirst(notes.count / WorkerNote.size * WorkerNote.size)
  }
}
