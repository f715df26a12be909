import Orchestration
import SourceText

/// Where reports on changes can be shown, and as whom.
public enum ReportPlace: Sendable, Hashable {
  /// `author` is who our comments are by; `nil` for whomever the token belongs to.
  case github(base: String, repository: String, token: String?, author: String?)
  /// `project` is a number or a path.
  case gitlab(base: String, project: String, token: String?, author: String?)
  /// A repository of this machine with the folder of its records.
  case local(repository: String, records: String, address: String?)
}

/// What of a report is shown.
public enum PostingPart: String, Sendable, CaseIterable { case comment, check }

/// Shows reports on changes where the changes are proposed.
public struct ReportPoster: Sendable {
  private let forge: any ReportForge
  private let patience: Patience
  private let rehearsal: Rehearsal?

  /// Opens a forge; `say` hears why something is waited for.
  ///
  /// In a rehearsal nothing is sent, and `requests` has what would be.
  public init(
    _ place: ReportPlace, isRehearsal: Bool = false, say: @escaping @Sendable (String) -> Void
  ) throws {
    let rehearsal = isRehearsal ? Rehearsal() : nil
    self.init(
      try Self.forge(place, rehearsal), patience: Patience(say: say), rehearsal: rehearsal)
  }

  init(_ forge: any ReportForge, patience: Patience, rehearsal: Rehearsal? = nil) {
    (self.forge, self.patience, self.rehearsal) = (forge, patience, rehearsal)
  }

  private static func forge(
    _ place: ReportPlace, _ rehearsal: Rehearsal?
  ) throws -> any ReportForge {
    switch place {
    case .github(let base, let repository, let token, let author):
      let server = try GitHubServer(
        base: base, repository: repository, token: token, rehearsal: rehearsal)
      return GitHubReports(server: server, author: author)
    case .gitlab(let base, let project, let token, let author):
      return try GitLabReports(
        base: base, project: project, token: token, author: author, rehearsal: rehearsal)
    case .local(let repository, let records, let address):
      return LocalReports(
        forge: try LocalForge(repository: repository, records: records, address: address),
        rehearsal: rehearsal)
    }
  }

  private var watch: Watch { Watch(beat: {}, isUnwanted: { false }) }

  /// The one open pull request that proposes the event's head; `nil` when it has moved on since.
  public func number(of event: ForgeEvent) throws -> Int? {
    if let number = event.number { return number }
    guard rehearsal == nil else {
      throw Failure.final(
        "NoPullRequest", "a rehearsal cannot ask for the number: name it with --pull-request")
    }
    do { return try patience.of { try forge.number(of: event, watch) } } catch {
      guard let failure = error as? Failure, failure.applicationType == "Overtaken" else {
        throw error
      }
      patience.say(failure.message)
      return nil
    }
  }

  /// Shows a report, and says what was done. A comment that would take the place of a newer one is
  /// left.
  ///
  /// `expected` is the head that the job was started for; `nil` for that of the pull request.
  public func post(
    _ posting: ChangePosting, expected: String?,
    parts: Set<PostingPart> = Set(PostingPart.allCases)
  ) throws -> [PostingStep] {
    guard let comment = StickyComment(posting.comment) else {
      throw Failure.final("BadComment", "the comment does not begin with its marker")
    }
    if let expected, expected != posting.head {
      throw Self.otherHead(posting, expected)
    }
    rehearsal?.expect(head: posting.head)
    let head = try patience.of { try forge.head(of: posting.number, watch) }
    guard head == posting.head || expected != nil else { throw Self.otherHead(posting, head) }
    var steps: [PostingStep] = []
    if parts.contains(.comment) {
      steps.append(
        head == posting.head
          ? try patience.of { try forge.putComment(comment, at: posting.number, watch) }
          : PostingStep("comment", .left, "#\(posting.number) proposes \(head) now"))
    }
    if parts.contains(.check) {
      steps.append(try patience.of { try forge.putCheck(posting.check, watch) })
    }
    return steps
  }

  private static func otherHead(_ posting: ChangePosting, _ head: String) -> Failure {
    .final(
      "OtherHead",
      "the report is about \(posting.head), and #\(posting.number) is about \(displayName(head))")
  }

  /// What a rehearsal would have sent, in order: everything but the token.
  public var requests: [String] { rehearsal?.requests ?? [] }
}
