/// The version of the program, as `version`, the manual page and SARIF print it.
enum Version {
  static let text = "0.2.0"
}
