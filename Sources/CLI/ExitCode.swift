/// What the program tells its caller when it ends.
enum ExitCode: Int32, Sendable, Comparable {
  case clean = 0
  /// Something is wrong with the project; malformed inputs included.
  case findings = 1
  /// The command line or `site.yaml` cannot be obeyed.
  case usage = 2
  /// A named input cannot be opened, or the program itself has failed.
  case failure = 3

  static func < (a: ExitCode, b: ExitCode) -> Bool { a.rawValue < b.rawValue }
}
