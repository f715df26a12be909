import Orchestration
import SourceText

/// A program that the project's own configuration names.
public struct ToolCommand: Sendable, Hashable {
  /// The program and its arguments, never given to a shell, with `{branch}` and others in braces.
  public var arguments: [String]
  /// Files with results, below the branch's files or below `{output}/`: JUnit, LCOV, Cobertura, SARIF,
  /// or a report in our own JSON.
  public var results: [String]
  /// Wall time.
  public var seconds: Int
  /// Of address space, of each process; 0 for no limit.
  public var megabytes: Int
  /// Most bytes of standard output, and of standard error, that are kept.
  public var outputBytes: Int
  /// It may use the network, where it could be kept from that.
  public var network: Bool
  /// Added to the little that every program has.
  public var environment: [String: String]
  /// Folders that it may read beside those of the system, where it could be kept from that.
  public var readable: [String]

  /// Anything but the command may be left out.
  public init(
    _ arguments: [String], results: [String] = [], seconds: Int = 300, megabytes: Int = 8_192,
    outputBytes: Int = 4 << 20, network: Bool = false, environment: [String: String] = [:],
    readable: [String] = []
  ) {
    self.arguments = arguments
    self.results = results
    self.seconds = seconds
    self.megabytes = megabytes
    self.outputBytes = outputBytes
    self.network = network
    self.environment = environment
    self.readable = readable
  }

  /// The names that may stand in braces.
  static let placeholders: Set<String> = [
    "branch", "target", "output", "type", "service", "timestamp", "cursor", "step",
  ]

  /// The arguments with values in the place of names.
  ///
  /// - Throws: a failure when a value could be taken for an option: values come from strangers.
  func filled(_ values: [String: String]) throws -> [String] {
    try arguments.map { try Self.filled($0, values) }
  }

  /// One pass: what a value says in braces stays as it is.
  private static func filled(_ argument: String, _ values: [String: String]) throws -> String {
    var (result, rest) = ("", argument[...])
    while let start = rest.firstIndex(of: "{") {
      result += rest[..<start]
      rest = rest[start...]
      guard let end = rest.firstIndex(of: "}"),
        let value = values[String(rest[rest.index(after: start)..<end])]
      else {
        result.append(rest.removeFirst())
        continue
      }
      if value.utf8.contains(0) || result.isEmpty && value.hasPrefix("-") {
        throw Failure.final("BadToolArgument", "\(displayName(value)) would be an option")
      }
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
