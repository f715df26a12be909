import CLinux
import Glibc

/// A long-lived process that is spoken to over pipes without ever waiting for it.
///
/// It reads descriptor 0 and writes descriptor 1; on descriptor 3 it may leave short notes that are
/// read only when somebody asks, so that a note wakes nobody. Descriptor 2 goes nowhere. Owned by
/// one thread; giving up the last reference kills the process group.
public final class ChildProcess {
  /// What a read without waiting gave.
  public enum Arrival: Hashable {
    /// That many bytes were appended.
    case bytes(Int)
    /// Nothing at the moment.
    case nothing
    /// The other side has closed its end.
    case end
  }

  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private let notes: Int32
  private var ended: ProcessEnding?
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)

  /// Starts `arguments[0]` with nothing but `environment`.
  /// - Throws: `ProcessError` when it cannot be started.
  public init(
    _ arguments: [String], environment: [String: String] = ProcessRunner.plainEnvironment
  ) throws(ProcessError) {
    var pipes: [Pipe] = []
    do {
      for _ in 0..<3 { pipes.append(try Pipe()) }
      process = try spawn(
        SpawnRequest(
          arguments: arguments, environment: environment, directory: nil,
          descriptors: [pipes[0].reading, pipes[1].writing, nil, pipes[2].writing]))
    } catch {
      for pipe in pipes { pipe.closeBoth() }
      throw error
    }
    (input, output, notes) = (pipes[0].writing, pipes[1].reading, pipes[2].reading)
    close(pipes[0].reading)
    close(pipes[1].writing)
    close(pipes[2].writing)
    for descriptor in [input, output, notes] { setNonBlocking(descriptor) }
    // Larger than a batch, when the system allows it, so that neither side waits for the other.
    for descriptor in [input, output] { _ = clinux_widen_pipe(descriptor, 1 << 20) }
  }

  deinit {
    kill()
    close(input)
    close(output)
    close(notes)
    buffer.deallocate()
  }

  /// Offers bytes from `start` on; how many the pipe took, `nil` when the process reads no more.
  public func send(_ bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { writeAvailable(input, UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }

  /// Appends what has been written to descriptor 1, at most 128 KiB a call.
  public func receive(into bytes: inout [UInt8]) -> Arrival { receive(output, into: &bytes) }

  /// Appends what has been written to descriptor 3.
  public func receiveNotes(into bytes: inout [UInt8]) -> Arrival {
    receive(notes, into: &bytes)
  }

  /// Kills the process and its group, and says how it ended; the first ending stands.
  @discardableResult
  public func kill() -> ProcessEnding {
    if let ended { return ended }
    Glibc.kill(-process, SIGKILL)
    let ending = System.ending(of: process)
    ended = ending
    return ending
  }

  /// Waits until one of the processes has something to read or, where `isSending`, takes more.
  ///
  /// - Parameters:
  ///   - processes: whom to wait for.
  ///   - milliseconds: how long at most; negative is for ever.
  public static func wait(
    for processes: [(process: ChildProcess, isSending: Bool)], milliseconds: Int
  ) {
    var events: [pollfd] = []
    for (process, isSending) in processes {
      events.append(pollfd(fd: process.output, events: Int16(POLLIN), revents: 0))
      if isSending { events.append(pollfd(fd: process.input, events: Int16(POLLOUT), revents: 0)) }
    }
    _ = poll(&events, nfds_t(events.count), Int32(clamping: milliseconds))
  }

  private func receive(_ descriptor: Int32, into bytes: inout [UInt8]) -> Arrival {
    switch readAvailable(descriptor, into: buffer) {
    case .end: return .end
    case .nothingYet: return .nothing
    case .bytes(let count):
      bytes.append(contentsOf: buffer[..<count])
      return .bytes(count)
    }
  }
}
