public import Workflows

/// Who does what workflows ask for: a project's own choice, never that of a branch that is judged.
public struct ActivityConfiguration: Sendable, Hashable {
  /// Whom to ask.
  public enum Agent: Sendable, Hashable {
    /// A file of answers.
    case scripted(path: String)
    /// A program; variables are taken over from our own environment by name.
    case command([String], variables: [String], seconds: Int)
    /// A server for chat completions; `key` names the variable that holds its key.
    case http(base: String, model: String, key: String, seconds: Int)
  }

  /// Where proposals are made.
  public enum Forge: Sendable, Hashable {
    /// A repository of this machine, the folder of its records, and what their addresses begin
    /// with; `nil` for the folder itself.
    case local(repository: String, records: String, address: String?)
    /// `token` names the variable that holds it; `checkout` is a clone to run tools on.
    case github(base: String, repository: String, token: String, checkout: String?)
  }

  /// By the name of an activity; `default` is asked for all others.
  public var agents: [String: Agent]
  /// `nil` when nothing may be proposed.
  public var forge: Forge?
  /// By what they are for, such as `unit_tests`.
  public var tools: [String: ToolCommand]
  /// Where copies of branches are made.
  public var workFolder: String
  /// Whether tools have a room of their own.
  public var isolation: Isolation
  /// Who may do what, by identity; `*` is anybody. What is not named keeps its default: anybody may
  /// approve, merge and roll back, and nobody may waive an approval.
  public var authority: [Act: [String]]
  /// Who commits.
  public var authorName: String
  /// Their address.
  public var authorMail: String

  /// Nobody, nowhere, nothing.
  public init(
    agents: [String: Agent] = [:], forge: Forge? = nil, tools: [String: ToolCommand] = [:],
    workFolder: String = "/tmp", isolation: Isolation = .automatic,
    authority: [Act: [String]] = [:],
    authorName: String = "Throughline", authorMail: String = "throughline@localhost"
  ) {
    self.agents = agents
    self.forge = forge
    self.tools = tools
    self.workFolder = workFolder
    self.isolation = isolation
    self.authority = authority
    self.authorName = authorName
    self.authorMail = authorMail
  }

  /// What tools can be configured for, as keys of `orchestration.tools`.
  public static let toolNames: Set<String> = [
    "unit_tests", "integration_tests", "fix_tests", "linting", "security", "coverage",
    "performance", "dependencies", "static_analysis", "fix_linting", "fix_coverage",
    "fix_static_analysis", "validate_step", "module_build", "metrics", "logs", "alerts",
  ]
}
