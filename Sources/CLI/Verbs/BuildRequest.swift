import Reports

/// A checked order to build, serve or check: raw options are not looked at after this.
struct BuildRequest: Sendable {
  /// What becomes of the pages.
  enum Purpose: Sendable, Equatable {
    case publish
    /// `build --dry-run`: render and compare, write nothing.
    case rehearse
    case check
    case serve(port: UInt16, opensBrowser: Bool)
  }

  let purpose: Purpose
  let project: Project
  /// What was asked for, so that a preview can read the configuration again.
  let invocation: Invocation
  /// Where the site goes, as a path for the system: absolute, or relative to the current folder.
  private(set) var destination: String
  let format: ReportFormat
  /// Publish in spite of errors.
  let keepsGoing: Bool
  /// Write into a folder without a manifest of ours.
  let isForced: Bool
  let usesCache: Bool
  /// Where to list added, changed and removed pages; relative to the current folder.
  let changedFiles: String?
  let printsUnusedTemplates: Bool
  let printsTemplateMetrics: Bool
  /// The day that the user names, `YYYY-MM-DD`; `nil` for that of the commit.
  let day: String?
  let console: Console

  /// An answer is wanted that only a build gives, even if nothing has changed.
  var asksAboutTemplates: Bool { printsUnusedTemplates || printsTemplateMetrics }

  /// Pages are rendered to see that they can be, and thrown away.
  var isRehearsal: Bool { purpose == .rehearse || purpose == .check }

  /// People look at it while they work, and at runs while these go on.
  var isPreview: Bool {
    if case .serve = purpose { true } else { false }
  }

  var configuration: Configuration { project.configuration }

  /// - Throws: when options contradict each other or the project.
  init(_ invocation: Invocation, _ project: Project, _ console: Console) throws(SetupFault) {
    self.project = project
    self.invocation = invocation
    self.console = console
    purpose = Self.purpose(of: invocation)
    destination = try Self.destination(of: project, purpose)
    format = invocation.text(.format).flatMap(ReportFormat.init) ?? .text
    keepsGoing = invocation.isOn(.keepGoing)
    isForced = invocation.isOn(.force)
    usesCache = !invocation.isOn(.noCache)
    changedFiles = invocation.text(.changedFiles)
    printsUnusedTemplates = invocation.isOn(.printUnusedTemplates)
    printsTemplateMetrics = invocation.isOn(.templateMetrics)
    day = try Self.day(of: invocation)
  }

  static func day(of invocation: Invocation) throws(SetupFault) -> String? {
    guard let given = invocation.given[Option.timestamp.name] else { return nil }
    if let day = BuildDay.day(of: given.text) { return day }
    throw .usage(
      UsageFault(
        "\(given.origin.description) must be a day such as 2026-01-31 or seconds since 1970, not "
          + quoted(given.text), verb: invocation.verb.name))
  }

  /// The same order after the configuration may have changed; its destination stays.
  func reopened() throws(SetupFault) -> BuildRequest {
    var request = try BuildRequest(invocation, try Project.open(invocation), console)
    request.destination = destination
    return request
  }

  /// A preview has a folder of its own unless one is named: `public/` stays as it was published.
  private static func destination(
    of project: Project, _ purpose: Purpose
  ) throws(SetupFault) -> String {
    guard case .serve = purpose, !project.configuration.origin(of: "destination").isFromUser else {
      return try destination(of: project)
    }
    return joined(project.root, "\(BuildCache.folderName)/preview")
  }

  private static func purpose(of invocation: Invocation) -> Purpose {
    switch invocation.verb.name {
    case "check": return .check
    case "serve":
      let port = UInt16(clamping: invocation.number(.port) ?? 4000)
      return .serve(port: port, opensBrowser: invocation.isOn(.open))
    default: return invocation.isOn(.dryRun) ? .rehearse : .publish
    }
  }

  /// The destination as a path for the system, refused when it would swallow the project's sources.
  static func destination(of project: Project) throws(SetupFault) -> String {
    let configuration = project.configuration
    let origin = configuration.origin(of: "destination")
    guard origin.isFromUser else { return joined(project.root, configuration.destination) }
    let chosen = absolute(configuration.destination)
    for folder in [configuration.content, configuration.templates] {
      let source = absolute(joined(project.root, folder))
      guard !lies(chosen, in: source), !lies(source, in: chosen) else {
        throw .usage(
          UsageFault(
            "\(origin.description) must not be, hold or lie in the \(folder) folder of the "
              + "project, as \(quoted(configuration.destination)) does"))
      }
    }
    return configuration.destination
  }
}
