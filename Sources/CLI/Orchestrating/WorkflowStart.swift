import Dispatch
import EmbeddedHost
import Glibc
import History
import Orchestration
import SourceText
import Workflows

/// `workflow start` and `workflow run`.
struct WorkflowStart {
  let order: WorkflowOrder

  init(_ order: WorkflowOrder) { self.order = order }

  func run() throws -> ExitCode {
    let request = try self.request()
    let access = try order.access(makes: true)
    let runID = try access.now { service, now in try service.start(request, now: now) }
    if order.step == .start {
      order.console.result("\(request.workflowID) \(runID)\n")
      return .clean
    }
    order.console.say("\(request.workflowID) started, run \(runID)")
    let worker = try WorkerRun(order.invocation, order.console)
    try worker.engine.start()
    defer { worker.stop() }
    return try WorkflowWait(order).wait(
      for: RunTarget(
        namespace: request.namespace, workflowID: request.workflowID, runID: runID), access)
  }

  private func request() throws -> StartRequest {
    let entry = try self.entry()
    let input = try StartInput(order).payload(of: entry)
    var request = StartRequest(
      workflowID: order.text(.workflowID) ?? Self.newID(entry.name), type: entry.name,
      taskQueue: try order.invocation.startQueue(), input: [try order.codec.encode(input)],
      requestID: order.text(.requestID) ?? "", identity: order.identity)
    request.namespace = order.namespace
    request.limits.execution = entry.executionTimeout(for: [input])
    return request
  }

  private func entry() throws -> CatalogueEntry {
    let name = try order.subject("the type of a workflow")
    let names = Catalogue.entries.map(\.name)
    guard let entry = Catalogue.entry(named: name) ?? Catalogue.entry(named: name + "Workflow")
    else {
      throw UsageFault(
        "there is no workflow \(quoted(name))" + suggestion(for: name, among: names)
          + "; there are " + names.joined(separator: ", "), verb: "workflow")
    }
    return entry
  }

  /// `plan-patch-pr-20260102-150405-3f2a`, for who does not care.
  private static func newID(_ type: String) -> String {
    let short = type.hasSuffix("Workflow") ? String(type.dropLast(8)) : type
    let time = WallClock.now.text.utf8.prefix(19).filter { (0x30...0x39).contains($0) }
    let random = String(UInt16.random(in: 0...UInt16.max), radix: 16)
    return "\(hyphenated(short))-\(String(decoding: time, as: UTF8.self))-\(random)"
  }

  /// `PlanPatchPR` as `plan-patch-pr`.
  static func hyphenated(_ name: String) -> String {
    var result = ""
    var wasUpper = true
    for character in name {
      if character.isUppercase, !wasUpper { result += "-" }
      result += character.lowercased()
      wasUpper = character.isUppercase
    }
    return result
  }
}

/// The input of a workflow: JSON as a whole, or flags by the names of its members.
struct StartInput {
  let order: WorkflowOrder

  init(_ order: WorkflowOrder) { self.order = order }

  func payload(of entry: CatalogueEntry) throws -> Payload {
    let given = Option.workflowKeys.filter { order.text($0.option) != nil }
    try refuseStrangers(given, entry)
    if order.text(.workflowInput) != nil {
      guard given.isEmpty else {
        throw UsageFault(
          "--input says it all; --\(given[0].option.name) cannot be added", verb: "workflow")
      }
      return try order.input()[0]
    }
    return Payload(json: try text(entry))
  }

  private func refuseStrangers(
    _ given: [(key: String, option: Option)], _ entry: CatalogueEntry
  ) throws {
    for (key, option) in given where !entry.keys.contains(where: { $0.name == key }) {
      let known = entry.keys.map { "--" + Option.hyphens($0.name) }.joined(separator: ", ")
      throw UsageFault(
        "\(entry.name) takes no --\(option.name); it takes \(known)", verb: "workflow")
    }
  }

  private func text(_ entry: CatalogueEntry) throws -> [UInt8] {
    var json = JSONWriter()
    try json.object { json in
      for key in entry.keys {
        let option = Option.workflowKeys.first { $0.key == key.name }?.option
        guard let value = option.flatMap(order.text) else {
          guard key.defaultValue != nil else {
            throw UsageFault(
              "\(entry.name) needs --\(Option.hyphens(key.name)): \(key.help)", verb: "workflow")
          }
          continue
        }
        try write(value, key, to: &json)
      }
    }
    return json.buffer.bytes
  }

  private func write(_ value: String, _ key: InputKey, to json: inout JSONWriter) throws {
    switch key.kind {
    case .text: json.member(key.name, value)
    case .flag: json.member(key.name, Option.truth(of: value) ?? true)
    case .list:
      json.member(key.name, value.split(separator: ",").map { String($0) })
    case .integer, .number, .object:
      let isFile = key.kind == .object && value.hasPrefix("@")
      let bytes = isFile ? try WorkflowOrder.read(String(value.dropFirst())) : Array(value.utf8)
      let checked = try WorkflowOrder.checked(bytes, "--\(Option.hyphens(key.name))")
      json.literal(String(decoding: checked, as: UTF8.self), as: key.name)
    }
  }
}
