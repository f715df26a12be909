/// The contract of an activity: what it is called, takes, gives, and how it is run. Workflows name
/// it; a worker supplies what it does.
public struct Activity<Input: Codable & Sendable, Output: Codable & Sendable>: Sendable {
  /// What histories call it.
  public let name: String
  /// How it is run, unless a call says otherwise.
  public let options: ActivityOptions

  /// A contract.
  public init(_ name: String, _ options: ActivityOptions) {
    self.name = name
    self.options = options
  }
}
