import Ingest
import Markdown
import Site
import SourceText
import System

/// A build of a project in which nothing has changed but the text of pages, if anything: it reads,
/// plans and publishes what has changed, and carries the rest over.
struct TextBuild {
  let request: BuildRequest
  let files: InputFiles
  let cache: BuildCache
  let last: LastBuild
  let publisher: Publisher
  /// What the last build has found does not forbid it.
  let mayPublish: Bool

  /// More pages are better read by all workers.
  private static let limit = 64

  /// What was published; `nil` when the project must be built as a whole, for whatever reason.
  func run() -> PublishOutcome? {
    guard last.environment == LastBuild.environment(files, request, program: cache.program),
      let numbers = last.files.changed(among: files.files), numbers.count <= Self.limit,
      last.isRead.count == files.files.count, last.isStillSeen(in: request.project.tree)
    else { return nil }
    let changed = numbers.filter { last.isRead[$0] || counts(files.files[$0]) }.map {
      files.files[$0]
    }
    if changed.isEmpty {
      return publisher.isUntouched() ? PublishOutcome(buildID: last.buildID) : nil
    }
    guard mayPublish else { return nil }
    // What fails here fails again, and is reported, when everything is built.
    return try? revise(changed)
  }

  private func revise(_ changed: [TreeFile]) throws -> PublishOutcome? {
    let memory = cache.siteMemory()
    guard memory.fingerprint == last.plan, changed.allSatisfy(isMerePage) else { return nil }
    let design = SiteDesign(request.project, files)
    guard !design.hasErrors, let carried = CarriedPlan(memory, design.design),
      let revisions = try revisions(of: changed, carried),
      let (plan, left) = carried.revised(revisions),
      let outcome = try publisher.revise(plan, of: last.buildID)
    else { return nil }
    cache.keep(left)
    var build = last
    build.plan = left.fingerprint
    build.buildID = outcome.buildID
    cache.saveRevision(files.files, build, of: request.destination)
    return outcome
  }

  /// Whether a file that nobody has read counts all the same: as a part of the design, as evidence,
  /// or because somebody reads it now.
  private func counts(_ file: TreeFile) -> Bool {
    let templates = request.configuration.templates + "/"
    return file.path == Configuration.path || file.path.hasPrefix(templates)
      || last.evidence.contains(file.path) || reader(of: file) != nil
  }

  private func reader(of file: TreeFile) -> InputReader? {
    ReaderGlobs(request.configuration).match(
      file.path, isThere: { path in files.files.contains { $0.path == path } },
      start: { try? request.project.tree.read(file.path).get().bytes }
    ).reader
  }

  /// A page of which nothing has been found to be wrong, and whose words support no claim.
  private func isMerePage(_ file: TreeFile) -> Bool {
    reader(of: file) == .pages && !last.evidence.contains(file.path)
      && !last.findings.contains { finding in
        finding.range.path == file.path || finding.notes.contains { $0.range?.path == file.path }
      }
  }

  /// The pages whose bytes are others than before; `nil` when one is more than another text.
  private func revisions(
    of changed: [TreeFile], _ carried: CarriedPlan
  ) throws -> [CarriedPlan.Revision]? {
    let reader = PageReader(jobs: request.configuration.jobs, cache)
    var before: [PageDocument] = []
    var after: [PageSource] = []
    for file in changed {
      guard let known = carried.fingerprint(of: file.path) else { return nil }
      let source = LoadedInputs.pageSource(file, in: request.project.tree)
      guard let now = try? source.get() else { return nil }
      if now.content == known { continue }
      guard let page = reader.kept(PageSource(path: file.path, content: known, load: now.load))
      else { return nil }
      before.append(page)
      after.append(now)
    }
    let (pages, diagnostics) = try reader.read(after)
    let findings = diagnostics + ProjectReader.findings(about: pages)
    guard findings.isEmpty, pages.count == before.count else { return nil }
    return zip(before, pages).map { before, page in
      CarriedPlan.Revision(path: page.path, before: text(before), after: text(page))
    }
  }

  private func text(_ page: PageDocument) -> PageText {
    SiteBuild.text(of: page, in: request.project.tree, store: cache.store)
  }
}
