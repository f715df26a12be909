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
    } catch let error as PublishError {
      request.console.complain("\(CommandTable.program): \(describe(error))")
      return error.isRefusal ? .findings : .failure
    } catch {
      request.console.complain("\(CommandTable.program): \(describe(error))")
      return .failure
    }
  }

  /// Builds once; `serve` calls it again and again.
  func run() throws -> ExitCode {
    let files = InputFiles(request.project, hasRuns: request.isPreview)
    let last = cache.lastBuild(of: request.destination)
    if let last, !request.isRehearsal, !request.asksAboutTemplates,
      let outcome = TextBuild(
        request: request, files: files, cache: cache, last: last, publisher: publisher(last),
        mayPublish: request.keepsGoing || !self.findings(last.findings).hasErrors
      ).run()
    {
      let findings = report(last.findings)
      console.say(outcome.isUnchanged ? "nothing has changed" : summary(of: outcome))
      return writeChanges(outcome) ? request.exitCode(for: findings) : .failure
    }
    let metrics = request.printsTemplateMetrics ? TemplateMetrics() : nil
    let result = try SiteBuild(request, files: files, cache: cache, metrics: metrics).run()
    if request.printsUnusedTemplates { printUnused(result.unusedTemplates) }
    let faults = request.isRehearsal ? try result.rehearsed(by: workers) : []
    // Printed once, and after publishing: a template that fails on a page is found by rendering it.
    let findings = findings(result.findings + faults)
    let mayPublish =
      result.isPublishable && faults.isEmpty && (!findings.hasErrors || request.keepsGoing)
    switch request.purpose {
    case .check:
      request.report(findings)
      cache.save(files.files)
    case .rehearse:
      request.report(findings)
      let count = result.plan.entries.count
      console.say(
        mayPublish
          ? "\(count) files would be published" : "nothing would be published because of errors")
    case .publish, .serve:
      guard mayPublish else {
        request.report(findings)
        cache.save(files.files)
        console.complain("nothing is published because of errors; --keep-going publishes anyway")
        return .findings
      }
      let published = Swift.Result { try publish(result, last) }
      if case .success((_, let fault?)) = published {
        request.report(self.findings(result.findings + [fault]))
        return .findings
      }
      request.report(findings)
      let outcome = try published.get().0
      let build = LastBuild(
        environment: LastBuild.environment(files, request, program: cache.program),
        program: cache.program, result: result, buildID: outcome.buildID)
      cache.save(files.files, build, of: request.destination)
      metrics?.table.forEach(console.complain)
      guard writeChanges(outcome) else { return .failure }
    }
    return request.exitCode(for: findings)
  }

  /// Asked for, so said even when little else is; findings may have standard output to themselves.
  private func printUnused(_ templates: [String]) {
    for path in templates { console.complain("\(path) is used by no page") }
    if templates.isEmpty { console.complain("every template of the project is used") }
  }

  private func findings(_ found: [Diagnostic]) -> Findings {
    Findings(found, isStrict: request.configuration.isStrict)
  }

  private func report(_ found: [Diagnostic]) -> Findings {
    let findings = findings(found)
    request.report(findings)
    return findings
  }

  private var workers: Workers { Workers(request.configuration.jobs) }

  private func publisher(_ last: LastBuild?) -> Publisher {
    var publisher = Publisher(destination: request.destination, workspace: cache.workspace)
    publisher.force = request.isForced
    publisher.rendersAll = last?.program != cache.program || !request.usesCache
    publisher.workers = workers
    return publisher
  }

  /// Publishes a plan; a template that fails on a page is a finding like any other.
  private func publish(
    _ result: SiteBuild.Result, _ last: LastBuild?
  ) throws -> (PublishOutcome, Diagnostic?) {
    let progress = Progress(on: console)
    defer { progress.clear() }
    let total = result.plan.entries.count
    do throws(PublishError) {
      let outcome = try publisher(last).publish(result.plan) { done in
        progress.show("Writing", done, of: total)
      }
      progress.clear()
      console.say(summary(of: outcome))
      return (outcome, nil)
    } catch {
      guard case .render(let path, let inner) = error, let fault = inner as? TemplateError else {
        throw error
      }
      return (PublishOutcome(), result.placed(fault.diagnostic, rendering: path))
    }
  }

  private func summary(of outcome: PublishOutcome) -> String {
    let counts: [(count: Int, word: String)] = [
      (outcome.added.count, "added"), (outcome.changed.count, "changed"),
      (outcome.removed.count, "removed"), (outcome.unchanged, "unchanged"),
    ]
    let parts = counts.filter { $0.count > 0 }.map { part in "\(part.count) \(part.word)" }
    let total = outcome.added.count + outcome.changed.count + outcome.unchanged
    return "\(total) files in \(request.destination): \(parts.joined(separator: ", "))"
  }

  /// `changed.json`: what a preview of a pull request links to. Never written into the output.
  ///
  /// - Returns: false when the file was asked for and cannot be written.
  private func writeChanges(_ outcome: PublishOutcome) -> Bool {
    var json = JSONWriter(indentation: 1)
    json.object { json in
      json.member("schema", 1)
      json.member("added", outcome.added)
      json.member("changed", outcome.changed)
      json.member("removed", outcome.removed)
    }
    let bytes = json.buffer.bytes + [0x0A]
    let path = request.changedFiles ?? joined(cache.workspace, "changed.json")
    return console.write(bytes, to: path) || request.changedFiles == nil
  }

  /// An error for the terminal: ours describe themselves.
  static func describe(_ error: any Error) -> String {
    switch error {
    case let error as PublishError:
      if case .render(let path, let inner) = error {
        return "cannot render \(path): \(describe(inner))"
      }
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
