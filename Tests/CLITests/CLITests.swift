import SourceText
import Synchronization

@testable import CLI

/// A console that keeps what is printed.
final class Capture: Sendable {
  private struct Texts {
    var output = ""
    var error = ""
  }
  private let texts = Mutex(Texts())

  var output: String { texts.withLock(\.output) }
  var error: String { texts.withLock(\.error) }

  func console(failingWith code: Int32 = 0, drawsProgress: Bool = false) -> Console {
    Console(drawsProgress: drawsProgress) { stream, bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      self.texts.withLock { texts in
        if stream == .output { texts.output += text } else { texts.error += text }
      }
      return code
    }
  }
}

/// Runs one command line in this process.
func run(
  _ arguments: [String], environment: [String: String] = [:]
) -> (code: ExitCode, output: String, error: String) {
  let capture = Capture()
  let code = Tool.run(arguments, environment: environment, on: capture.console())
  return (code, capture.output, capture.error)
}
