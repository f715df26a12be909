import Markdown
import Reports
import SourceText
import System
import Templates

/// One run of `build` or `check`: from the request to the exit code.
struct BuildRun {
  let request: BuildRequest
  let cache: BuildCache

  private var console: Console { request.console }

  /// Runs a request. What the program cannot go on from is said on standard error.
  static func run(_ request: BuildRequest) -> ExitCode {
    do {
      let (cache, isShared) = try BuildCache.open(request)
      if isShared {
        request.console.say("another build is using the cache; this one does without")
      }
      return try BuildRun(request: request, cache: cache).run()
    } catch {
      request.console.complain("\(CommandTable.program): \(describe(error))")
      return .failure
    }
  }

  private func run() throws -> ExitCode {
    let files = InputFiles(request.project)
    let key = LastBuild.key(files, request, program: cache.program)
    let last = cache.lastBuild()
    if let last, last.key == key, request.purpose == .publish, publisher(last).isUntouched() {
      let findings = report(last.findings)
      console.say("nothing has changed")
      return request.exitCode(for: findings)
    }
    let result = try build(files)
    let findings = report(result.findings)
    let mayPublish = result.isPublishable && (!findings.hasErrors || request.keepsGoing)
    switch request.purpose {
    case .check: cache.save(files.files, nil)
    case .rehearse: console.say("\(result.plan.entries.count) files would be published")
    case .publish, .serve:
      guard mayPublish else {
        cache.save(files.files, nil)
        console.complain("nothing is published because of errors; --keep-going publishes anyway")
        return .findings
      }
      try publish(result, last)
      let settled = LastBuild(key: key, program: cache.program, findings: result.findings)
      cache.save(files.files, settled)
    }
    return request.exitCode(for: findings)
  }

  /// A damaged cache costs one more build, without it.
  private func build(_ files: InputFiles) throws -> SiteBuild.Result {
    try SiteBuild(request, files: files, cache: cache).run()
  }

  private func report(_ found: [Diagnostic]) -> Findings {
    let findings = Findings(found, isStrict: request.configuration.isStrict)
    request.report(findings)
    return findings
  }

  private func publisher(_ last: LastBuild?) -> Publisher {
    var publisher = Publisher(destination: request.destination, workspace: cache.workspace)
    publisher.force = request.isForced
    publisher.rendersAll = last?.program != cache.program || !request.usesCache
    publisher.workers = Workers(request.configuration.jobs)
    return publisher
  }

  private func publish(_ result: SiteBuild.Result, _ last: LastBuild?) throws {
    let progress = Progress(on: console)
    let total = result.plan.entries.count
    let outcome = try publisher(last).publish(result.plan) { done in
      progress.show("Writing", done, of: total)
    }
    progress.clear()
    let parts = [
      (outcome.added.count, "added"), (outcome.changed.count, "changed"),
      (outcome.removed.count, "removed"), (outcome.unchanged, "unchanged"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    console.say("\(total) files in \(request.destination): \(parts.joined(separator: ", "))")
    try writeChanges(outcome)
  }

  /// `changed.json`: what a preview of a pull request links to. Never written into the output.
  private func writeChanges(_ outcome: PublishOutcome) throws {
    var json = JSONWriter(indentation: 1)
    json.object { json in
      json.member("schema", 1)
      json.member("added", outcome.added)
      json.member("changed", outcome.changed)
      json.member("removed", outcome.removed)
    }
    let bytes = json.buffer.bytes + [0x0A]
    let path = request.changedFiles ?? joined(cache.workspace, "changed.json")
    let parts = absolute(path).split(separator: "/")
    let folder = FileAdder(root: "/" + parts.dropLast().joined(separator: "/"))
    try folder.replace(String(parts.last ?? ""), String(decoding: bytes, as: UTF8.self))
  }

  /// An error for the terminal: ours describe themselves.
  private static func describe(_ error: any Error) -> String {
    switch error {
    case let error as PublishError:
      if case .render(let path, let inner) = error { return "cannot render \(path): \(describe(inner))" }
      return error.description
    case let error as SystemError: return error.description
    case let error as TemplateError:
      return "\(error.diagnostic.range.description): \(error.diagnostic.summary)"
    case let error as UnreadableInput:
      return "\(error.diagnostic.range.description): \(error.diagnostic.summary)"
    case MarkdownPoolError.cannotStart(let reason): return "cannot start a worker: \(reason)"
    case MarkdownPoolError.workersFail: return "the Markdown workers end before they begin"
    default: return "\(error)"
    }
  }
}
