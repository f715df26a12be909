import Glibc

/// A call to the operating system that failed where the program cannot go on without it.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was attempted, as a verb: `open`, `write`.
  public let operation: String
  /// What it was attempted on.
  public let path: String
  /// The `errno` of the failure.
  public let code: Int32

  /// A failure with its `errno`.
  public init(_ operation: String, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// The failure that `errno` tells of.
  static func last(_ operation: String, _ path: String) -> SystemError {
    SystemError(operation, path, code: errno)
  }

  /// The system's reason in lower case: `permission denied`.
  public var reason: String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text).lowercased()
  }

  /// `cannot open content/a.md: permission denied`
  public var description: String { "cannot \(operation) \(path): \(reason)" }
}
