import Glibc
import SourceText
import System

/// The other side of `MarkdownRenderer`: a process that renders what it is sent and knows nothing
/// else. It opens no file and holds no descriptor but its pipes.
public enum MarkdownWorker {
  /// The hidden verb by which the command line tool becomes a worker.
  public static let verb = "markdown-worker"
  /// The exit status of a worker whose tree needs too much memory.
  static let memoryStatus: Int32 = 77
  private static let notes: Int32 = 3
  private static let flushSize = 64 << 10

  /// Serves until standard input ends; the exit status of the process.
  public static func run() -> Int32 {
    var worker = Session()
    while let payload = worker.nextFrame() {
      do {
        try worker.serve(payload)
      } catch {
        return 65
      }
    }
    worker.flush()
    return 0
  }

  private struct Session {
    var limits: MarkdownLimits?
    var incoming: [UInt8] = []
    var consumed = 0
    var outgoing: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

    /// The next frame's payload, waiting for it if need be; `nil` when there will be none.
    mutating func nextFrame() -> [UInt8]? {
      while true {
        if let length = frameLength(incoming, at: consumed), length <= longestFrame,
          incoming.count - consumed - 4 >= length
        {
          let start = consumed + 4
          consumed = start + length
          return Array(incoming[start..<consumed])
        }
        // Nothing whole is left: whoever waits for results gets them before this end waits.
        flush()
        incoming.removeFirst(consumed)
        consumed = 0
        let count = read(0, buffer.baseAddress, buffer.count)
        if count > 0 {
          incoming.append(contentsOf: buffer[..<count])
        } else if count == 0 || errno != EINTR {
          return nil
        }
      }
    }

    mutating func serve(_ payload: [UInt8]) throws(BinaryReader.Malformed) {
      guard let limits else {
        let received = try MarkdownLimits(payload: payload)
        confine(received)
        limits = received
        return
      }
      let request = try WorkerRequest(payload: payload)
      announce(request.sequence)
      setProcessorTimer(microseconds: limits.processorMicroseconds)
      let result = PageRenderer.render(request.input, limits)
      WorkerReply.frame(request.sequence, result, into: &outgoing)
      setProcessorTimer(microseconds: 0)
      if outgoing.count >= MarkdownWorker.flushSize { flush() }
    }

    private func confine(_ limits: MarkdownLimits) {
      limitOwnProcess(addressSpaceBytes: limits.addressSpaceBytes)
      CMarkTree.limitMemory(to: limits.treeBytes, exitStatus: MarkdownWorker.memoryStatus)
    }

    private func announce(_ sequence: Int) {
      let note = WorkerNote(sequence: sequence, nanoseconds: MonotonicClock.nanoseconds)
      writeAll(MarkdownWorker.notes, note.bytes)
    }

    mutating func flush() {
      guard !outgoing.isEmpty else { return }
      writeAll(1, outgoing)
      // One huge page must not stay for the life of the process.
      outgoing.removeAll(keepingCapacity: outgoing.count <= 1 << 20)
    }
  }

  /// A parent that no longer reads is one that has ended: so does this process.
  private static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var rest = UnsafeRawBufferPointer(rebasing: bytes[...])
      while !rest.isEmpty {
        let count = write(descriptor, rest.baseAddress, rest.count)
        if count > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno != EINTR {
          exit(0)
        }
      }
    }
  }
}
