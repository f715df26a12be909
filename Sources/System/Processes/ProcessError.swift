/// Why no process could be run; a process that ran and failed is a `ProcessResult` instead.
public enum ProcessError: Error, Hashable {
  /// The argument vector is empty, or a text holds a NUL byte.
  case malformedRequest
  /// No such program, neither as a path nor in the `PATH` that the request itself carries.
  case notFound(String)
  /// The system refuses to start the program; `code` is its error number.
  case cannotStart(String, code: Int32)
  /// The system has no descriptor or pipe left; `code` is its error number.
  case noPipe(code: Int32)
}
