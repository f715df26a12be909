import History

extension Marker {
  /// The marker of a patch, as the protocol's own workers write it.
  static func patch(_ change: String, deprecated: Bool) -> Marker {
    let tree = PayloadTree.object([("id", .text(change)), ("deprecated", .bool(deprecated))])
    return Marker(
      name: "core_patch",
      details: [Detail(key: "patch-data", payloads: [Payload(json: tree.bytes)])],
      changeID: change, isDeprecation: deprecated)
  }

  /// The marker of a version.
  static func version(_ change: String, _ version: Int) -> Marker {
    Marker(
      name: "Version",
      details: [
        Detail(key: "change-id", payloads: [Payload(json: PayloadTree.text(change).bytes)]),
        Detail(key: "version", payloads: [Payload(json: PayloadTree.number("\(version)").bytes)]),
      ], changeID: change)
  }

  /// The part of a marker that holds a value of the code, not a name in it.
  static let valueKey = "data"

  /// The marker of a value that was computed once.
  static func sideEffect(_ id: String, _ value: Payload) -> Marker {
    Marker(
      name: "SideEffect",
      details: [
        Detail(key: "side-effect-id", payloads: [Payload(json: PayloadTree.text(id).bytes)]),
        Detail(key: valueKey, payloads: [value]),
      ], changeID: id)
  }
}

/// What a marker of the history says.
enum RecordedMarker {
  case patch(String, deprecated: Bool)
  case version(String, Int)
  case sideEffect(String, Payload)
  case other

  init(_ event: HistoryEvent) {
    let details = event["details"]
    func first<Value: Decodable>(_ key: String, _ type: Value.Type) -> Value? {
      try? Payload.list(details?[key]).first?.decoded(as: type)
    }
    let patch = first("patch-data", PatchData.self)
    let change = first("change-id", String.self)
    let version = first("version", Int.self)
    let effect = first("side-effect-id", String.self)
    switch event["markerName"]?.text {
    case "core_patch" where patch != nil:
      self = patch.map { .patch($0.id, deprecated: $0.deprecated) } ?? .other
    case "Version" where change != nil:
      self = .version(change ?? "", version ?? VersionTable.original)
    case "SideEffect" where effect != nil:
      self = .sideEffect(effect ?? "", Payload.list(details?[Marker.valueKey]).first ?? .null)
    default: self = .other
    }
  }

  private struct PatchData: Decodable {
    let id: String
    let deprecated: Bool
  }

  /// The name and the id that commands are told apart by.
  var changeID: String? {
    switch self {
    case .patch(let id, _), .version(let id, _), .sideEffect(let id, _): id
    case .other: nil
    }
  }
}
