/// The contract of an activity: what it is called, takes, gives, and how it is run. Workflows name
/// it; a worker supplies what it does.
public struct Activity<Input: Codable & Sendable, Output: Codable & Sendable>: Sendable {
  public let name: String
  public let options: ActivityOptions

  public init(_ name: String, _ options: ActivityOptions) {
    self.name = name
    self.options = options
  }
}
