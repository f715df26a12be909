public import Notation
public import SourceText
import Workflows

extension ActivityConfiguration {
  /// What stands below `orchestration:`; what is wrong keeps its default, and is said.
  ///
  /// - Parameters:
  ///   - node: the mapping.
  ///   - lines: of the file that it stands in.
  /// - Returns: the configuration, and everything that is wrong with it.
  public static func read(
    _ node: Node, _ lines: LineMap
  ) -> (configuration: ActivityConfiguration, faults: [ConfigurationFault]) {
    var scan = MappingScan(lines)
    var configuration = ActivityConfiguration()
    let keys: Set = ["agents", "forge", "tools", "work", "isolation", "author", "authority"]
    for entry in scan.entries(node, "orchestration", known: keys) {
      let (value, place) = (entry.value, "orchestration.\(entry.key)")
      switch entry.key {
      case "agents": configuration.agents = agents(value, place, &scan)
      case "forge": configuration.forge = forge(value, place, &scan)
      case "tools": configuration.tools = tools(value, place, &scan)
      case "work": configuration.workFolder = scan.text(value, place) ?? "/tmp"
      case "isolation": configuration.isolation = isolation(value, place, &scan)
      case "authority": configuration.authority = authority(value, place, &scan)
      default: configuration.readAuthor(value, place, &scan)
      }
    }
    return (configuration, scan.faults)
  }

  private mutating func readAuthor(_ node: Node, _ place: String, _ scan: inout MappingScan) {
    _ = scan.entries(node, place, known: ["name", "mail"])
    authorName = scan.text(node["name"], "\(place).name", or: authorName) ?? authorName
    authorMail = scan.text(node["mail"], "\(place).mail", or: authorMail) ?? authorMail
    let isBad = (authorName + authorMail).utf8.contains { $0 < 0x20 || $0 == 0x3C || $0 == 0x3E }
    if isBad { scan.complain(node.span, "\(place) must not hold `<`, `>` or control characters") }
  }

  private static func authority(
    _ node: Node, _ place: String, _ scan: inout MappingScan
  ) -> [Act: [String]] {
    let known = Set(Act.allCases.map(\.rawValue))
    return scan.entries(node, place, known: known).reduce(into: [:]) { authority, entry in
      guard let act = Act(rawValue: entry.key) else { return }
      authority[act] = scan.texts(entry.value, "\(place).\(entry.key)")
    }
  }

  private static func isolation(
    _ node: Node, _ place: String, _ scan: inout MappingScan
  ) -> Isolation {
    if let isolation = node.string.flatMap(Isolation.init(rawValue:)) { return isolation }
    scan.complain(node.span, "\(place) must be automatic, required or none")
    return .automatic
  }

  private static func agents(
    _ node: Node, _ place: String, _ scan: inout MappingScan
  ) -> [String: Agent] {
    let known = Set(AgentTask.words.keys).union(["default"])
    return scan.entries(node, place, known: known).reduce(into: [:]) { agents, entry in
      agents[entry.key] = agent(entry.value, "\(place).\(entry.key)", &scan)
    }
  }

  private static func agent(
    _ node: Node, _ place: String, _ scan: inout MappingScan
  ) -> Agent? {
    let keys: Set = ["script", "command", "http", "model", "key", "environment", "timeout"]
    _ = scan.entries(node, place, known: keys)
    let seconds = scan.number(node["timeout"], "\(place).timeout", 1...86_400, or: 600)
    if let script = node["script"] {
      return scan.text(script, "\(place).script").map { .scripted(path: $0) }
    }
    if let command = node["command"] {
      let variables = scan.texts(node["environment"], "\(place).environment")
      return scan.command(command, "\(place).command").map {
        .command($0, variables: variables, seconds: seconds)
      }
    }
    guard let http = node["http"], let base = scan.text(http, "\(place).http"),
      let model = scan.text(node["model"], "\(place).model"),
      let key = scan.text(node["key"], "\(place).key", or: "OPENAI_API_KEY")
    else {
      scan.complain(node.span, "\(place) needs `script`, or `command`, or `http` with `model`")
      return nil
    }
    return .http(base: base, model: model, key: key, seconds: seconds)
  }

  private static func forge(
    _ node: Node, _ place: String, _ scan: inout MappingScan
  ) -> Forge? {
    let keys: Set = [
      "repository", "records", "address", "github", "api", "token", "checkout",
    ]
    _ = scan.entries(node, place, known: keys)
    if let github = node["github"] {
      let api = scan.text(node["api"], "\(place).api", or: "https://api.github.com")
      let token = scan.text(node["token"], "\(place).token", or: "GITHUB_TOKEN")
      guard let repository = scan.text(github, "\(place).github"), let api, let token else {
        return nil
      }
      let checkout = node["checkout"].flatMap { scan.text($0, "\(place).checkout") }
      return .github(base: api, repository: repository, token: token, checkout: checkout)
    }
    guard let repository = scan.text(node["repository"], "\(place).repository"),
      let records = scan.text(node["records"], "\(place).records", or: "\(repository)-records")
    else {
      scan.complain(node.span, "\(place) needs `repository`, or `github`")
      return nil
    }
    let address = node["address"].flatMap { scan.text($0, "\(place).address") }
    return .local(repository: repository, records: records, address: address)
  }

  private static func tools(
    _ node: Node, _ place: String, _ scan: inout MappingScan
  ) -> [String: ToolCommand] {
    scan.entries(node, place, known: toolNames).reduce(into: [:]) { tools, entry in
      tools[entry.key] = tool(entry.value, "\(place).\(entry.key)", &scan)
    }
  }

  private static func tool(
    _ node: Node, _ place: String, _ scan: inout MappingScan
  ) -> ToolCommand? {
    let keys: Set = [
      "command", "results", "timeout", "memory", "output", "network", "environment", "readable",
    ]
    _ = scan.entries(node, place, known: keys)
    guard let command = node["command"] else {
      scan.complain(node.span, "\(place) needs `command`")
      return nil
    }
    guard let words = scan.command(command, "\(place).command") else { return nil }
    var tool = ToolCommand(words, results: scan.texts(node["results"], "\(place).results"))
    tool.seconds = scan.number(
      node["timeout"], "\(place).timeout", 1...86_400, or: tool.seconds)
    tool.megabytes = scan.number(
      node["memory"], "\(place).memory", 0...1_048_576, or: tool.megabytes)
    tool.outputBytes = scan.number(
      node["output"], "\(place).output", 1_024...67_108_864, or: tool.outputBytes)
    tool.network = scan.truth(node["network"], "\(place).network")
    tool.readable = scan.texts(node["readable"], "\(place).readable")
    for entry in scan.entries(node["environment"], "\(place).environment") {
      tool.environment[entry.key] = scan.text(entry.value, "\(place).environment.\(entry.key)")
    }
    for name in unknownPlaceholders(words) {
      scan.complain(node.span, "\(place).command has an unknown name {\(name)}")
    }
    return tool
  }

  /// Words in braces that nothing will stand for: a program would get them as they are.
  private static func unknownPlaceholders(_ words: [String]) -> [String] {
    words.flatMap { word in
      word.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
        part -> String? in
        guard let end = part.firstIndex(of: "}") else { return nil }
        let name = String(part[..<end])
        let isName = !name.isEmpty && name.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        return isName && !ToolCommand.placeholders.contains(name) ? name : nil
      }
    }
  }
}
