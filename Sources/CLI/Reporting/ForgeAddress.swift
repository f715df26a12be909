/// Addresses that build servers tell a job.
enum ForgeAddress {
  /// The repository's page, `https://github.com/owner/name`; `nil` outside of a build server.
  static func ofRepository(_ environment: [String: String]) -> String? {
    if let server = environment["GITHUB_SERVER_URL"], let name = environment["GITHUB_REPOSITORY"] {
      return checked("\(server)/\(name)")
    }
    return environment["CI_PROJECT_URL"].flatMap(checked)
  }

  /// The page of the job that runs, where the whole report can be had; `nil` outside of a build server.
  static func ofJob(_ environment: [String: String]) -> String? {
    if let repository = ofRepository(environment), let run = environment["GITHUB_RUN_ID"] {
      return checked("\(repository)/actions/runs/\(run)")
    }
    return environment["CI_JOB_URL"].flatMap(checked)
  }

  /// What is no plain web address is none: it ends up in links that people follow.
  private static func checked(_ address: String) -> String? {
    let isWeb = address.hasPrefix("https://") || address.hasPrefix("http://")
    let isPlain = address.utf8.allSatisfy { byte in
      (0x21...0x7E).contains(byte) && !"\"'<>()[]{}|\\^`".utf8.contains(byte)
    }
    return isWeb && isPlain ? address : nil
  }
}
