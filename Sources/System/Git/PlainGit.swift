import Glibc

/// Git in a folder that we have written ourselves: nobody's configuration, hooks or attributes.
enum PlainGit {
  /// Runs git on the folder.
  static func run(
    _ arguments: [String], in folder: String, input: [UInt8] = [], limits: ProcessLimits,
    variables: [String: String] = [:]
  ) throws(ProcessError) -> ProcessResult {
    try ProcessRunner.run(
      fixed + arguments,
      environment: environment(folder).merging(variables) { _, added in added },
      directory: folder, input: input, limits: limits)
  }

  /// Starts git on the folder, to be spoken to.
  static func start(
    _ arguments: [String], in folder: String
  ) throws(ProcessError) -> ChildProcess {
    try ChildProcess(fixed + arguments, environment: environment(folder))
  }

  private static let fixed = ["git", "--no-pager", "--no-replace-objects", "--literal-pathspecs"]

  private static func environment(_ folder: String) -> [String: String] {
    var variables = ProcessRunner.plainEnvironment
    variables["GIT_DIR"] = folder
    variables["HOME"] = folder
    variables["GIT_CONFIG_NOSYSTEM"] = "1"
    variables["GIT_CONFIG_GLOBAL"] = "/dev/null"
    variables["GIT_ATTR_NOSYSTEM"] = "1"
    variables["GIT_TERMINAL_PROMPT"] = "0"
    variables["GIT_OPTIONAL_LOCKS"] = "0"
    // Fetching what is missing would run programs and use the network.
    variables["GIT_NO_LAZY_FETCH"] = "1"
    variables["GIT_ALLOW_PROTOCOL"] = "none"
    return variables
  }

  /// Whether a repository's own settings, which git never sees, name objects by 64 digits.
  static func isSHA256(_ setting: [UInt8]?) -> Bool {
    String(decoding: setting ?? [], as: UTF8.self).lowercased().contains("sha256")
  }

  static func configuration(isSHA256: Bool) -> String {
    let core = "[core]\n\trepositoryformatversion = \(isSHA256 ? 1 : 0)\n\tbare = true\n"
    return isSHA256 ? core + "[extensions]\n\tobjectformat = sha256\n" : core
  }
}
