public import EmbeddedHost
import Orchestration
import SourceText
import System
import Workflows

/// Everything that workflows ask for, as the configuration wants it done.
///
/// What the product's own verbs do is left to whoever runs them: it is not in the table.
public struct ActivitySupply: Sendable {
  let agents: [String: any AgentSource]
  let forge: (any Forge)?
  let tools: ToolRunner
  let authority: AuthorityPolicy

  /// Opens what a configuration names.
  ///
  /// - Parameters:
  ///   - configuration: who does what.
  ///   - read: the bytes of a file that it names; `nil` when there is none.
  ///   - secret: the value of a variable of our own environment.
  /// - Throws: a failure that says what cannot be opened.
  public init(
    _ configuration: ActivityConfiguration, read: (String) -> [UInt8]?,
    secret: (String) -> String?
  ) throws {
    agents = try configuration.agents.mapValues { try Self.agent($0, read, secret) }
    forge = try Self.forge(configuration, secret)
    authority = AuthorityPolicy(configuration.authority)
    tools = ToolRunner(
      tools: configuration.tools, git: try Self.branches(configuration, forge),
      workFolder: configuration.workFolder, isolation: configuration.isolation)
  }

  /// The table for a host.
  public var table: ActivityTable {
    var table = ActivityTable()
    addAgents(to: &table)
    addForge(to: &table)
    addTools(to: &table)
    table.add(AuthorityActivities.checkAuthority) { [authority] request, _ in
      authority.answer(request)
    }
    return table
  }

  private static func agent(
    _ agent: ActivityConfiguration.Agent, _ read: (String) -> [UInt8]?,
    _ secret: (String) -> String?
  ) throws -> any AgentSource {
    switch agent {
    case .scripted(let path):
      guard let bytes = read(path) else {
        throw Failure.final("BadScript", "\(displayName(path)) cannot be read")
      }
      return try ScriptedAgent(SourceFile(path: path, bytes: bytes))
    case .command(let arguments, let names, let seconds):
      let pairs = names.compactMap { name in secret(name).map { (name, $0) } }
      return CommandAgent(
        arguments, environment: Dictionary(pairs) { first, _ in first }, seconds: seconds)
    case .http(let base, let model, let key, let seconds):
      return try ChatAgent(base, model: model, key: secret(key), seconds: seconds)
    }
  }

  private static func forge(
    _ configuration: ActivityConfiguration, _ secret: (String) -> String?
  ) throws -> (any Forge)? {
    switch configuration.forge {
    case nil: nil
    case .local(let repository, let records, let address):
      try LocalForge(
        repository: repository, records: records, address: address,
        author: (configuration.authorName, configuration.authorMail))
    case .github(let base, let repository, let token, _):
      GitHubForge(
        server: try GitHubServer(base: base, repository: repository, token: secret(token)))
    }
  }

  /// Where tools find branches.
  private static func branches(
    _ configuration: ActivityConfiguration, _ forge: (any Forge)?
  ) throws -> GitWork? {
    if let local = forge as? LocalForge { return local.git }
    guard case .github(_, _, _, let checkout?) = configuration.forge else { return nil }
    do {
      return GitWork(
        repository: try SharedRepository(checkout),
        author: (configuration.authorName, configuration.authorMail), clock: { WallClock.now })
    } catch { throw Failure.final("NoRepository", "\(error)") }
  }
}
