/// What payloads become on their way into a database, and back.
///
/// Used where values enter and leave: by clients, and by workers around the code of workflows and
/// activities. Whoever only keeps and passes on never needs one.
public protocol PayloadCodec: Sendable {
  /// As the database may hold it; the same value need not give the same bytes.
  func encode(_ payload: Payload) throws -> Payload
  /// What `encode` was given. What is not encoded comes back as it is.
  func decode(_ payload: Payload) throws -> Payload
}

/// Leaves payloads as they are, and refuses those that somebody has encrypted.
public struct PlainPayloads: PayloadCodec {
  /// The codec of who has no key.
  public init() {}

  /// The payload itself.
  public func encode(_ payload: Payload) -> Payload { payload }

  /// The payload itself, unless it can only be read with a key.
  public func decode(_ payload: Payload) throws -> Payload {
    guard payload.encoding != Payload.encrypted else { throw UnreadablePayload.noKey }
    return payload
  }
}

/// Why an encrypted payload could not be read. Nothing is lost by it: who has the key reads it.
public enum UnreadablePayload: Error, Hashable, CustomStringConvertible, Sendable {
  case noKey
  /// The key that it names is not among those that are here.
  case unknownKey(String)
  /// Bytes were changed, or are missing, or the key only has the name of the right one.
  case damaged
  /// It is encrypted in a form that this program does not know.
  case unknownForm

  /// For people.
  public var description: String {
    switch self {
    case .noKey: "a payload is encrypted, and there is no key here"
    case .unknownKey(let id): "a payload is encrypted with the key `\(id)`, which is not here"
    case .damaged: "an encrypted payload is damaged, or the key is not the one it names"
    case .unknownForm: "a payload is encrypted in a form that is not known here"
    }
  }
}

extension Payload {
  /// The encoding of payloads that only a key makes readable.
  public static let encrypted = "binary/encrypted"
}

extension PayloadCodec {
  /// All of an input or a result.
  public func encode(_ payloads: [Payload]) throws -> [Payload] { try payloads.map(encode) }

  /// All of an input or a result.
  public func decode(_ payloads: [Payload]) throws -> [Payload] { try payloads.map(decode) }

  /// A failure's details, and those of its causes; not its words, which logs and lists show.
  public func encode(_ failure: Failure) throws -> Failure {
    try failure.withPayloads { try encode($0) }
  }

  /// A failure with readable details.
  public func decode(_ failure: Failure) throws -> Failure {
    try failure.withPayloads { try decode($0) }
  }

  /// How an update or a run ended.
  public func decode(_ outcome: Result<[Payload], Failure>) throws -> Result<[Payload], Failure> {
    switch outcome {
    case .success(let result): .success(try decode(result))
    case .failure(let failure): .failure(try decode(failure))
    }
  }

  /// How an update ended.
  public func decode(_ outcome: UpdateOutcome) throws -> UpdateOutcome {
    switch outcome {
    case .success(let result): .success(try decode(result))
    case .failure(let failure): .failure(try decode(failure))
    }
  }
}

extension Failure {
  fileprivate func withPayloads(_ body: ([Payload]) throws -> [Payload]) rethrows -> Failure {
    var result = self
    switch kind {
    case .application(var info):
      info.details = try body(info.details)
      result.kind = .application(info)
    case .timeout(let kind, let details):
      result.kind = .timeout(kind, lastHeartbeat: try body(details))
    case .canceled(let details): result.kind = .canceled(details: try body(details))
    case .terminated, .server, .activity, .child: break
    }
    result.cause = try cause?.withPayloads(body)
    return result
  }
}
