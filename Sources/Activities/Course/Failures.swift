import History
import Orchestration
import System

extension Failure {
  /// Something that no second attempt would mend.
  static func final(_ type: String, _ message: String) -> Failure {
    .application(message, type: type, nonRetryable: true)
  }

  /// Something that may be otherwise next time.
  static func passing(_ type: String, _ message: String, after delay: TimeSpan? = nil) -> Failure {
    let info = Application(type: type, nextRetryDelay: delay)
    return Failure(message, kind: .application(info))
  }

  /// The operating system refuses.
  static func system(_ error: any Error) -> Failure {
    switch error {
    case let failure as Failure: failure
    case let error as SystemError: .passing("SystemRefuses", error.description)
    case let error as ProcessError: .passing("CannotRun", error.words)
    default: Failure(of: error)
    }
  }
}

extension ProcessError {
  /// What is wrong, to follow a colon.
  var words: String {
    switch self {
    case .malformedRequest: "the command is empty, or holds a NUL byte"
    case .notFound(let name): "there is no program \(name)"
    case .cannotStart(let name, let code): "\(name) cannot be started (error \(code))"
    case .noPipe(let code): "the system has no pipe left (error \(code))"
    }
  }
}

/// The end of what a program said, on one line: for messages, which people read and histories keep.
func lastWords(_ bytes: [UInt8], _ limit: Int = 400) -> String {
  let text = String(decoding: bytes.suffix(limit), as: UTF8.self)
  let line = String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  let words = line.split(separator: " ").joined(separator: " ")
  return bytes.count > limit ? "… " + words : words
}
