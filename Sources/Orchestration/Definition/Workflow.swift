/// A workflow: code that runs again from its history as often as need be, and decides the same.
///
///     enum Greeting: Workflow {
///       static func initialState(_ name: String) -> GreetingState { GreetingState() }
///
///       static func run(_ context: WorkflowContext<GreetingState>, _ name: String) async throws -> String {
///         let text = try await context.run(compose, name)
///         try await context.sleep(.minutes(5))
///         return text
///       }
///     }
///
/// The code may wait for nothing but its context. Its state is a value: signals change it, queries
/// see a copy.
public protocol Workflow: SendableMetatype {
  associatedtype Input: Codable & Sendable
  associatedtype Output: Codable & Sendable
  associatedtype State: Sendable

  /// What histories and clients call it.
  static var name: String { get }

  /// The state before the first step; signals may come before that.
  static func initialState(_ input: Input) -> State

  /// The code. A `Failure` that it throws is the run's; any other error stops the run where it is,
  /// until the code is mended.
  static func run(_ context: WorkflowContext<State>, _ input: Input) async throws -> Output

  static var signals: [SignalHandler<State>] { get }
  static var queries: [QueryHandler<State>] { get }
  static var updates: [UpdateHandler<State>] { get }
}

extension Workflow {
  /// The name of the type.
  public static var name: String { "\(Self.self)" }
  /// None.
  public static var signals: [SignalHandler<State>] { [] }
  /// None.
  public static var queries: [QueryHandler<State>] { [] }
  /// None.
  public static var updates: [UpdateHandler<State>] { [] }
}

extension Workflow where State == Void {
  /// None.
  public static func initialState(_ input: Input) {}
}

/// Nothing: the input or output of what takes or gives none.
public struct Nothing: Codable, Sendable, Hashable {
  /// The one value.
  public init() {}
  /// Takes anything for nothing.
  public init(from decoder: any Decoder) {}
  /// Writes `null`, which a payload holds as no value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }
}
