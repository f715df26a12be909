import Activities
import Orchestration
import SourceText

/// Where a report is posted, and for which change: by the command line, then by the environment of
/// the job, then by `site.yaml`.
///
/// In a job the project's files have no say: they may be those of a stranger, and a token goes where
/// the address says.
struct PostingOrder {
  /// The forges that reports can be posted to.
  enum ForgeName: String, CaseIterable { case github, gitlab, local }

  let place: ReportPlace
  /// What the job was started for; nothing when the command line names a pull request.
  let event: ForgeEvent
  /// The commit that the report has to be about; `nil` for that of the pull request.
  let head: String?
  let parts: Set<PostingPart>
  let isDryRun: Bool

  init(
    _ invocation: Invocation, _ configuration: ActivityConfiguration,
    _ environment: [String: String]
  ) throws(SetupFault) {
    let job = JobEnvironment(environment, configuration.forge, invocation.text(.postingAuthor))
    isDryRun = invocation.isOn(.dryRun)
    let named = invocation.text(.postedForge).flatMap(ForgeName.init(rawValue:))
    guard let forge = named ?? job.forge else {
      throw .usage(
        UsageFault(
          "no job of a forge runs here, and site.yaml names none: use --forge", verb: "report"))
    }
    place = try job.place(forge, needsToken: !isDryRun)
    event = try Self.event(invocation.number(.postedPullRequest), forge, job)
    head = try Self.namedHead(invocation) ?? event.head
    let part = invocation.text(.postedParts).flatMap(PostingPart.init(rawValue:))
    parts = part.map { [$0] } ?? Set(PostingPart.allCases)
  }

  /// For `pr`, --head says what is compared, and may be any name of it.
  private static func namedHead(_ invocation: Invocation) throws(SetupFault) -> String? {
    guard ReportStep(rawValue: invocation.operands.first ?? "") == .post,
      let head = invocation.text(.head)
    else { return nil }
    guard CommitID.isWhole(head) else {
      throw .usage(
        UsageFault("--head must be the whole id of a commit, not \(quoted(head))", verb: "report"))
    }
    return head
  }

  private static func event(
    _ number: Int?, _ forge: ForgeName, _ job: JobEnvironment
  ) throws(SetupFault) -> ForgeEvent {
    var event = ForgeEvent()
    event.number = number
    guard number == nil else { return event }
    do {
      switch forge {
      case .github:
        guard let path = job["GITHUB_EVENT_PATH"] else { break }
        event = try ForgeEvent(github: WorkflowOrder.read(path))
      case .gitlab: event = ForgeEvent(gitlab: { job[$0] })
      case .local: break
      }
    } catch { throw .cannotOpen("the job's event: \(words(error))") }
    guard event.number != nil || event.head != nil else {
      throw .usage(
        UsageFault("no event names a pull request: use --pull-request", verb: "report"))
    }
    return event
  }

  /// What a failure says, on one line.
  static func words(_ error: any Error) -> String { (error as? Failure)?.message ?? "\(error)" }
}

/// What a job of a forge finds in its environment; of `site.yaml` counts the repository, and no host
/// and no token.
struct JobEnvironment {
  private let variables: [String: String]
  private let configured: ActivityConfiguration.Forge?
  private let author: String?

  init(
    _ variables: [String: String], _ configured: ActivityConfiguration.Forge?, _ author: String?
  ) {
    (self.variables, self.configured, self.author) = (variables, configured, author)
  }

  /// A variable that says something.
  subscript(name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// The forge whose job this is, or that the project has.
  var forge: PostingOrder.ForgeName? {
    if self["GITHUB_ACTIONS"] == "true" { return .github }
    if self["GITLAB_CI"] == "true" { return .gitlab }
    switch configured {
    case .github: return .github
    case .local: return .local
    case nil: return nil
    }
  }

  func place(
    _ forge: PostingOrder.ForgeName, needsToken: Bool
  ) throws(SetupFault) -> ReportPlace {
    switch forge {
    case .github: return try github(needsToken)
    case .gitlab:
      // Of a merge request from a fork, the project that it is made to.
      let target = "CI_MERGE_REQUEST_PROJECT_ID"
      return .gitlab(
        base: try needed("CI_API_V4_URL"),
        project: try needed(self[target] == nil ? "CI_PROJECT_ID" : target),
        token: try token("GITLAB_TOKEN", needsToken), author: author)
    case .local:
      guard case .local(let repository, let records, let address) = configured else {
        throw .cannotOpen("site.yaml names no repository under orchestration.forge")
      }
      return .local(repository: repository, records: records, address: address)
    }
  }

  private func github(_ needsToken: Bool) throws(SetupFault) -> ReportPlace {
    guard let repository = self["GITHUB_REPOSITORY"] ?? configuredRepository else {
      throw .cannotOpen("GITHUB_REPOSITORY is not set, and site.yaml names no repository")
    }
    return .github(
      base: self["GITHUB_API_URL"] ?? "https://api.github.com", repository: repository,
      token: try token("GITHUB_TOKEN", needsToken), author: author)
  }

  /// Whatever the project's files say, it is the environment that names the host and the token: the
  /// files may be those of a proposal.
  private var configuredRepository: String? {
    guard case .github(_, let repository, _, _) = configured else { return nil }
    return repository
  }

  private func token(_ name: String, _ isNeeded: Bool) throws(SetupFault) -> String? {
    isNeeded ? try needed(name) : self[name]
  }

  private func needed(_ name: String) throws(SetupFault) -> String {
    guard let value = self[name] else { throw .cannotOpen("\(name) is not set") }
    return value
  }
}
