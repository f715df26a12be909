import Analysis
import Ingest
import Reports
import SourceText
import System

/// One run of `report pr`: from two names of commits to the report and its exit code.
struct ChangeRun {
  let invocation: Invocation
  let console: Console
  private let output: ChangeOutput

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
    output = ChangeOutput(invocation, console)
  }

  func run() throws -> ExitCode {
    let (sides, repository) = try Self.sides(
      of: invocation, console, ofFolder: invocation.isOn(.workTree))
    let (report, style) = (sides.withPages(sides.report()), style(sides, repository))
    // Nothing was found in a folder that is no project, and one above is: that is no report on it.
    if report.base.constraints.total == 0, report.head.constraints.total == 0,
      let sentence = invocation.projectAbove()
    {
      throw SetupFault.cannotOpen("there is no constraint in this folder; \(sentence)")
    }
    guard output.write(report, style) else { return .failure }
    if invocation.isOn(.postReport) {
      try ReportPost(invocation: invocation, console: console)
        .post(report, Project.open(invocation).configuration, style: style)
    }
    return report.isFailed ? .findings : .clean
  }

  /// What the command line and the environment say is to be compared, read; `ofFolder` takes the folder
  /// as it is for the head.
  static func sides(
    of invocation: Invocation, _ console: Console, ofFolder: Bool
  ) throws -> (ComparedSides, GitRepository) {
    let root = invocation.folder
    let repository = try repository(of: root)
    let revisions = try RevisionReader(repository)
    let commits = try ComparedCommits(invocation, repository, revisions, ofFolder: ofFolder)
    let (bases, head) = (commits.bases, commits.head)
    let (cache, _) = try BuildCache.openForReading(root, uses: !invocation.isOn(.noCache))
    let results = (
      base: try GivenResults(.baseResults, of: invocation),
      head: try GivenResults(.results, of: invocation)
    )
    let reading = RevisionReading(
      root: root, invocation: invocation, console: console, cache: cache, revisions: revisions,
      results: results,
      day: try BuildRequest.day(of: invocation) ?? revisions.day(of: head))
    var sides = ComparedSides(base: bases[0], head: head)
    if bases.count > 1 { sides.remark(severalBases: bases) }
    if let sameness = commits.sameness { sides.remark(sameness) }
    // Who names a folder means it.
    if invocation.given[Option.source.name] == nil, let above = invocation.projectAbove() {
      sides.remark("the folder is compared by itself; \(above)")
    }
    if ofFolder {
      try sides.readFolder(by: reading, isSparse: repository.isSparse)
    } else {
      try sides.read(by: reading)
      // Of another commit nobody expects the folder to be a copy.
      if head == repository.head { try sides.remark(uncommittedIn: revisions, reading) }
    }
    return (sides, repository)
  }

  private static func repository(of root: String) throws(SetupFault) -> GitRepository {
    let place = absolute(root)
    if let link = GitRepository.committedLink(on: place) {
      throw .cannotOpen("\(link) is a link: name the folder that it leads to")
    }
    // What is no folder may well lie in a repository.
    do throws(SystemError) {
      _ = try ProjectTree(root: root)
    } catch {
      throw .cannotOpen(error.description)
    }
    if let repository = GitRepository(containing: root) { return repository }
    throw .cannotOpen(
      GitRepository.isBare(root)
        ? "\(place) is a bare repository: --source needs a checkout, such as git worktree add makes"
        : "\(place) is in no git repository")
  }

  private func style(_ sides: ComparedSides, _ repository: GitRepository) -> ChangeStyle {
    var style = ChangeStyle(invocation)
    style.common.pathPrefix = repository.prefix
    // The head's configuration may be a stranger's, and people follow these links.
    style.siteURL = sides.baseSide.siteURL
    return style
  }
}

extension ChangeStyle {
  /// What follows from the command line and the job's environment.
  init(_ invocation: Invocation) {
    self.init()
    common.version = Version.text
    let environment = Tool.processEnvironment()
    repositoryURL = ForgeAddress.ofRepository(environment)
    reportURL = ForgeAddress.ofJob(environment)
    if let name = invocation.text(.reportName) { self.name = name }
  }
}
