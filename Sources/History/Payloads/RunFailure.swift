/// A failure with what caused it, for readers: without secrets, within limits.
public struct RunFailure: Sendable, Hashable {
  /// What went wrong, in the words of the program that failed.
  public var message: String
  /// `application`, `timeout`, `activity`, …; empty when the history does not say.
  public var kind: String
  /// The error's type, the kind of timeout, or the activity's or child's type.
  public var type: String
  /// `GoSDK`, …; empty when not stated.
  public var source: String
  /// Where in the program; empty when not stated.
  public var stackTrace: String
  /// What the failure was caused by, nearest first; at most 16.
  public var causes: [RunFailure]

  /// The failure that a history tells of; `nil` when the value is none.
  public init?(_ value: HistoryValue?) {
    guard let value, value.isObject else { return nil }
    self.init(one: value)
    var next = value["cause"]
    while let cause = next, cause.isObject, causes.count < 16 {
      causes.append(RunFailure(one: cause))
      next = cause["cause"]
    }
  }

  private init(one value: HistoryValue) {
    message = value["message"]?.shownText(limit: 1_000) ?? ""
    source = value["source"]?.shownText(limit: 40) ?? ""
    stackTrace = value["stackTrace"]?.shownText(limit: 4_000) ?? ""
    causes = []
    kind = ""
    type = ""
    for member in value.children where member.isObject && member.key.hasSuffix("FailureInfo") {
      (kind, type) = Self.words(member)
    }
    let encoded = value["encodedAttributes"]?.payload(2_000)
    if message == "Encoded failure" || message.isEmpty, let encoded { message = encoded.text }
  }

  private static func words(_ member: HistoryValue) -> (kind: String, type: String) {
    let name = member.key.dropLast("FailureInfo".utf8.count)
    let type =
      member["type"] ?? member["timeoutType"] ?? member["activityType"]?["name"]
      ?? member["workflowType"]?["name"] ?? member["operation"]
    let words = type?.shownText(limit: 120) ?? ""
    let plain = words.hasPrefix("TIMEOUT_TYPE_") ? String(words.dropFirst(13)) : words
    return (name.hasSuffix("Execution") ? String(name.dropLast(9)) : String(name), plain)
  }

  /// The message of the innermost cause, which says most, with the outer one when they differ.
  public var summary: String {
    guard let last = causes.last, !last.message.isEmpty, last.message != message else {
      return message
    }
    return message.isEmpty ? last.message : "\(message): \(last.message)"
  }
}
