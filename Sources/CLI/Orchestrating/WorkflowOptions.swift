import SourceText
import Workflows

/// Options of `workflow` and `worker`.
extension Option {
  static let database = Option(
    "database", .file("file"), standard: ".throughline/engine.db",
    "where runs are kept")
  static let namespace = Option(
    "namespace", .text("name"), standard: "default", "which runs: each name has its own")
  static let taskQueue = Option(
    "task-queue", .text("name"), standard: "autonomous-coding-task-queue",
    "which queue the work goes through; for a worker several, with commas between")
  static let identity = Option(
    "identity", .text("name"), standard: "your user name", "who asks: it stands in histories")
  static let workflowID = Option(
    "id", .text("id"), standard: "one that is made", variables: [], "the workflow's id")
  static let runID = Option(
    "run-id", .text("id"), standard: "the newest", variables: [], "one run of the workflow")
  static let requestID = Option(
    "request-id", .text("id"), variables: [],
    "asking again with the same id changes nothing")
  static let workflowInput = Option(
    "input", short: "i", .text("json"), variables: [],
    "input as JSON, or @file with the JSON in it")
  static let reason = Option("reason", .text("text"), variables: [], "why: it stands in histories")
  static let workflowStatus = Option(
    "status", .choice("status", workflowStatuses), variables: [], "only runs that stand so")
  static let workflowType = Option("type", .text("name"), variables: [], "only runs of this type")
  static let idPrefix = Option("prefix", .text("text"), variables: [], "only ids that begin so")
  static let atMost = Option(
    "limit", .number("n", 1...10_000), standard: "50", variables: [], "how many, newest first")
  static let waitLimit = Option(
    "timeout", .number("seconds", 1...1_000_000), standard: "for ever", variables: [],
    "how long to wait; ends with 3 when time runs out")
  static let workerCount = Option(
    "workers", .number("n", 1...64), standard: "1",
    "how many processes; one that dies is started again")
  static let turnLimit = Option(
    "turns", .number("n", 1...1_000), standard: "64", "turns of workflows at a time")
  static let activityLimit = Option(
    "activities", .number("n", 1...1_000), standard: "10", "activities at a time")
  static let metricsPort = Option(
    "metrics", .number("port", 0...65535), variables: [],
    "serve counts for Prometheus at /metrics on this port of this machine; further workers take "
      + "the ports behind it")
  static let retention = Option(
    "retention", .number("days", 0...36_500), standard: "30",
    "how long runs are kept that have ended; 0 for ever")
  static let logForm = Option(
    "log", .choice("form", ["text", "json"]), standard: "text", "form of the log")

  private static let workflowStatuses = [
    "running", "completed", "failed", "canceled", "terminated", "continued-as-new", "timed-out",
  ]

  /// The members of workflows' inputs as options, each once.
  ///
  /// `--source` says where the database lies, to this command; a folder below the worker's own is
  /// named in `--input`.
  static let workflowKeys: [(key: String, option: Option)] = {
    var found: [(key: String, option: Option)] = []
    for key in Catalogue.entries.flatMap(\.keys)
    where key.name != source.name && !found.contains(where: { $0.key == key.name }) {
      let shared = workflowFixed.first { $0.name == hyphens(key.name) }
      found.append((key.name, shared ?? option(key)))
    }
    return found
  }()

  /// Options of `workflow` that are no member of an input, though one may have the name.
  static let workflowFixed: [Option] = [
    .workflowID, .runID, .workflowInput, .reason, .requestID, .waitLimit, .workflowStatus,
    .workflowType, .idPrefix, .atMost, .output, .listFormat, .database, .namespace, .taskQueue,
    .identity, .source,
  ]

  private static func option(_ key: InputKey) -> Option {
    Option(
      hyphens(key.name), aliases: key.name == hyphens(key.name) ? [] : [key.name], taking(key),
      // What is long is better read in the guide.
      standard: key.defaultValue.flatMap { $0.utf8.count > 20 ? nil : $0 }, variables: [],
      key.help)
  }

  static func hyphens(_ name: String) -> String { String(name.map { $0 == "_" ? "-" : $0 }) }

  private static func taking(_ key: InputKey) -> Taking {
    switch key.kind {
    case .text: .text("text")
    case .list: .text("a,b")
    case .integer: .number("n", 0...1_000_000_000)
    case .number: .text("number")
    case .flag: .nothing
    case .object: .text("json")
    }
  }
}

extension Invocation {
  var taskQueue: String { text(.taskQueue) ?? "autonomous-coding-task-queue" }

  /// The queues of a worker, which may have several.
  func taskQueues() throws -> [String] {
    let names = taskQueue.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.drop { $0 == " " }) }
    guard names.allSatisfy({ !$0.isEmpty }) else {
      throw UsageFault("--task-queue names no queue: \(displayName(taskQueue))", verb: "worker")
    }
    return names
  }

  /// The one queue that a run goes through.
  func startQueue() throws -> String {
    guard !taskQueue.isEmpty, !taskQueue.contains(",") else {
      throw UsageFault(
        "a run goes through one queue, not \(displayName(taskQueue))", verb: "workflow")
    }
    return taskQueue
  }
}

extension Verb {
  static let workflow = Verb(
    name: "workflow", summary: "start workflows, ask about them, speak to them",
    explanation: [
      "start begins a run and prints its ids; run begins one, works on it here and waits for its "
        + "end. The members of a workflow's input are options of the same names; --input takes them "
        + "all at once as JSON.",
      "list, show and query look; signal, update, cancel and terminate change; wait ends with 0 when "
        + "the workflow completes and with 1 when it fails. retry takes a run up again whose code "
        + "could not go on.",
      "export writes a run's history in the JSON of Temporal's own tools; replay holds a history, "
        + "of this database or from such a file, against the code, and ends with 1 at the first "
        + "event where they part.",
      "Values are encrypted and read as the worker's are; see its help for THROUGHLINE_PAYLOAD_KEY.",
    ],
    operands: [
      .init(name: "step", help: "what to do", choices: WorkflowStep.allCases.map(\.rawValue)),
      .init(name: "workflow", help: "type to start, id, or file of a history", isRequired: false),
      .init(name: "name", help: "signal, query or update", isRequired: false),
    ],
    options: Option.workflowFixed
      + Option.workflowKeys.map(\.option).filter { key in
        !Option.workflowFixed.contains { $0.name == key.name }
      } + Option.everywhere,
    examples: [
      .init(
        command: "workflow start QualityGate --pr-number 7 --branch feature/login",
        purpose: "begin a run; a worker does the work"),
      .init(command: "workflow list --status running", purpose: "see what is at work"),
      .init(
        command: "workflow query migration-4 get_status", purpose: "ask a run how it stands"),
      .init(command: "workflow signal migration-4 pause_migration", purpose: "tell it something"),
      .init(
        command: "workflow export migration-4 -o migration-4.json",
        purpose: "keep its history, or hand it on"),
    ])

  static let worker = Verb(
    name: "worker", summary: "do the work of workflows",
    explanation: [
      "Takes turns of workflows and runs their activities until it is told to end: on TERM or "
        + "Ctrl-C it takes nothing new, stops what runs, and hands the rest on; a second time ends it "
        + "at once. Several workers may share a database; what a dead one had is done by another.",
      "With a key in THROUGHLINE_PAYLOAD_KEY (32 bytes in base64 or hex, or name:key) the values of "
        + "runs are encrypted in the database and in exports: what goes into workflows, activities, "
        + "signals and updates, what comes out of them, heartbeats, memos, and details of failures. Words of "
        + "failures, titles, names and search attributes are not. Keys in "
        + "THROUGHLINE_PAYLOAD_KEY_OLD, with commas between, still read.",
    ],
    options: [
      .workerCount, .turnLimit, .activityLimit, .retention, .metricsPort, .logForm, .database,
      .namespace,
      .taskQueue, .identity, .source,
    ] + Option.everywhere,
    examples: [
      .init(command: "worker", purpose: "work on the standard queue"),
      .init(
        command: "worker --workers 3 --log json", purpose: "three processes, logs for machines"),
    ])
}
