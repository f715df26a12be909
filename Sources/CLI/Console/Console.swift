import Glibc
import Reports
import SourceText
import Synchronization

/// Standard output and standard error: results on the one, everything else on the other.
final class Console: Sendable {
  enum Stream: Int32, Sendable {
    case output = 1
    case error = 2
  }

  /// How much is said besides results and findings.
  enum Verbosity: Int, Sendable, Comparable {
    case quiet
    case normal
    case verbose
    static func < (a: Verbosity, b: Verbosity) -> Bool { a.rawValue < b.rawValue }
  }

  /// What the run has found out about its output so far.
  private struct State {
    var verbosity = Verbosity.normal
    var failure: Int32?
  }

  /// Colour may be used on standard output.
  let isColored: Bool
  /// Standard error is a terminal, so that a progress line can be drawn.
  let drawsProgress: Bool
  private let write: @Sendable (Stream, [UInt8]) -> Int32
  private let state = Mutex(State())

  /// What is printed goes to `write`, which returns 0 or the system's error number.
  init(
    isColored: Bool = false, drawsProgress: Bool = false,
    write: @escaping @Sendable (Stream, [UInt8]) -> Int32
  ) {
    self.isColored = isColored
    self.drawsProgress = drawsProgress
    self.write = write
  }

  /// The process's own streams.
  static func standard(environment: [String: String]) -> Console {
    // A reader that has gone is noticed as an error of `write`, not as the end of the process.
    signal(SIGPIPE, SIG_IGN)
    let isPlain = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
    return Console(
      isColored: !isPlain && isatty(1) == 1, drawsProgress: isatty(2) == 1 && !isPlain,
      write: writeAll)
  }

  var verbosity: Verbosity {
    get { state.withLock(\.verbosity) }
    set { state.withLock { $0.verbosity = newValue } }
  }

  /// Why output was lost; `nil` when none was, or when its reader had gone.
  var lostOutput: String? {
    state.withLock(\.failure).flatMap { code in
      code == EPIPE ? nil : String(cString: strerror(code))
    }
  }

  /// Prints a result as it is: escape text from outside first.
  func result(_ text: String) { send(.output, Array(text.utf8)) }

  /// Sends bytes that are already safe to print.
  func send(_ bytes: [UInt8], to stream: Stream) { send(stream, bytes) }

  /// Prints a line about the work, unless `--quiet` is given.
  func say(_ line: String) { if verbosity >= .normal { complain(line) } }

  /// Prints a line about details, with `--verbose`.
  func detail(_ line: String) { if verbosity >= .verbose { complain(line) } }

  /// Prints a line about trouble, always; text from outside is made visible.
  func complain(_ line: String) { send(.error, Array((visibleText(line) + "\n").utf8)) }

  /// Draws on the terminal as it is: for the progress line only.
  func draw(_ sequence: String) { send(.error, Array(sequence.utf8)) }

  private func send(_ stream: Stream, _ bytes: [UInt8]) {
    let code = write(stream, bytes)
    guard code != 0 else { return }
    state.withLock { $0.failure = $0.failure ?? code }
  }

  private static let writeAll: @Sendable (Stream, [UInt8]) -> Int32 = { stream, bytes in
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(stream.rawValue, buffer.baseAddress.map { $0 + sent }, bytes.count - sent)
      }
      if count < 0, errno != EINTR { return errno }
      sent += max(0, count)
    }
    return 0
  }
}
