import CLinux
import Glibc

/// Two descriptors, what is written to one can be read from the other; both close on exec.
struct Pipe {
  let reading: Int32
  let writing: Int32

  /// Low numbers are left free: a child's own descriptors 0 to 3 are made from these by copying, and
  /// a source that is also a target would be overwritten before its turn.
  init() throws(ProcessError) {
    var ends: [Int32] = [-1, -1]
    guard clinux_pipe2(&ends, O_CLOEXEC) == 0 else { throw .noPipe(code: errno) }
    let raised = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 16) }
    let code = errno
    for end in ends { close(end) }
    guard raised.allSatisfy({ $0 >= 0 }) else {
      for end in raised where end >= 0 { close(end) }
      throw .noPipe(code: code)
    }
    reading = raised[0]
    writing = raised[1]
  }

  func closeBoth() {
    close(reading)
    close(writing)
  }
}

/// Makes reads and writes return at once; the caller polls.
func setNonBlocking(_ descriptor: Int32) {
  let flags = fcntl(descriptor, F_GETFL)
  if flags >= 0 { _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) }
}

/// What one attempt to read gave.
enum ReadOutcome {
  case bytes(Int)
  case end
  case nothingYet
}

/// Reads into `buffer` without waiting.
func readAvailable(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> ReadOutcome {
  while true {
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end }
    if errno == EINTR { continue }
    return errno == EAGAIN ? .nothingYet : .end
  }
}

/// Writes without waiting; the number of bytes taken, or `nil` when nobody will ever read them.
func writeAvailable(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int? {
  while true {
    let count = write(descriptor, bytes.baseAddress, bytes.count)
    if count >= 0 { return count }
    if errno == EINTR { continue }
    return errno == EAGAIN ? 0 : nil
  }
}
