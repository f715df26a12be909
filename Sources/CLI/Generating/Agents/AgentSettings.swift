/// Whom a project asks for what no archetype covers, and how long it waits.
struct AgentSettings: Sendable, Equatable {
  /// How an agent is reached.
  enum Means: Sendable, Equatable {
    /// A program that reads the prompt and writes the answer.
    case command([String])
    /// An address that takes the prompt as the body of a request and gives the answer back.
    case http(String)
  }

  /// One; more is a fault of the configuration.
  var means: [Means]
  /// For an answer, and for each run of another program on it.
  var seconds: Int
  /// Name or path of the interpreter.
  var python: String

  var milliseconds: Int { seconds * 1_000 }

  /// Trials run elsewhere: a path of the interpreter that is relative is one of the project.
  func inProject(_ root: String) -> AgentSettings {
    var settings = self
    if python.contains("/"), !python.hasPrefix("/") { settings.python = joined(root, python) }
    return settings
  }

  /// Why nobody can be asked; `nil` when somebody can.
  static func complaint(about settings: AgentSettings?) -> String? {
    guard let settings else {
      return "content/site.yaml names no agent; give agent.command or agent.http"
    }
    guard settings.means.count == 1, let means = settings.means.first else {
      return "content/site.yaml gives both agent.command and agent.http; expected one"
    }
    if case .http(let address) = means, LocalAddress(address) == nil {
      return "agent.http must be an http:// address on this machine, not \(quoted(address))"
    }
    return nil
  }
}

/// An address of this machine: what is sent there leaves it as it is, without encryption.
struct LocalAddress: Equatable {
  let host: String
  let port: UInt16
  /// With its `/`.
  let path: String

  /// `http://127.0.0.1:8080/ask`, or `localhost` in place of the number; `nil` for anything else.
  init?(_ address: String) {
    guard address.lowercased().hasPrefix("http://") else { return nil }
    let rest = address.dropFirst(7)
    let authority = rest.prefix { $0 != "/" }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard let name = parts.first, parts.count <= 2,
      ["127.0.0.1", "localhost"].contains(name.lowercased())
    else { return nil }
    guard let number = parts.count == 2 ? UInt16(parts[1]) : 80, number > 0 else { return nil }
    (host, port) = (String(name), number)
    path = authority.count == rest.count ? "/" : String(rest.dropFirst(authority.count))
  }
}
