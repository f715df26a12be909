import SourceText
import Templates
import TraceModel

/// Decides which artifacts of a pack a request needs, and what each is for.
struct Planner {
  private let request: GenerationRequest
  private let pack: ArtifactPack
  private let values: ValuesBuilder
  private var diagnostics: [Diagnostic] = []

  /// An artifact of the plan with the entry of the pack that gives it.
  struct Work: Sendable {
    var artifact: PlannedArtifact
    var entry: ArtifactPack.Entry
  }

  init(_ request: GenerationRequest, _ pack: ArtifactPack) {
    self.request = request
    self.pack = pack
    values = ValuesBuilder(request)
  }

  /// Plans every artifact of the pack whose condition the manifold meets.
  static func work(
    _ request: GenerationRequest, _ pack: ArtifactPack
  ) -> (work: [Work], diagnostics: [Diagnostic]) {
    var planner = Planner(request, pack)
    let work = planner.plan()
    return (work, planner.diagnostics.sorted())
  }

  private mutating func plan() -> [Work] {
    guard isFit() else { return [] }
    if pack.entries.contains(where: \.coversWatched) { diagnostics += request.watching.diagnostics }
    var work: [Work] = []
    var taken: [String: String] = [:]
    let head = values.head
    for (index, entry) in pack.entries.enumerated() where isMet(entry.condition) {
      guard let path = text(index, "path", head), let place = checked(path, entry) else { continue }
      if let other = taken[place.lowercased()] {
        diagnostics.append(
          Diagnostic(
            .artifactClash, at: entry.range,
            "the templates \(other) and \(entry.template) are both written to \(place)"))
        continue
      }
      taken[place.lowercased()] = entry.template
      var artifact = PlannedArtifact(
        kind: entry.kind, type: entry.type, name: text(index, "name", head) ?? "", path: place)
      artifact.forCode = (0..<entry.forCount).compactMap { text(index, "for.\($0)", head) }
      artifact.scenario = oneLine(text(index, "scenario", head) ?? "")
      fill(&artifact, for: entry)
      work.append(Work(artifact: artifact, entry: entry))
    }
    return ArtifactKind.allCases.flatMap { kind in work.filter { $0.artifact.kind == kind } }
  }

  /// A project around one log line would only look like an answer.
  private mutating func isFit() -> Bool {
    guard let fitness = pack.fitness else { return true }
    let found = fitness.kinds.count { !request.manifold.constraints(of: $0).isEmpty }
    guard found < fitness.least else { return true }
    let kinds = fitness.kinds.map(\.label).joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .packUnfit, at: fitness.range,
        "of \(kinds) the manifold demands \(found); the pack takes \(fitness.least), so that nothing "
          + "is planned"))
    return false
  }

  private func isMet(_ condition: ArtifactPack.Condition) -> Bool {
    let has = { (archetype: Archetype) in !request.manifold.items(of: archetype).isEmpty }
    let hasMode = { (mode: FailureArchetype) in !request.manifold.modes(of: mode).isEmpty }
    guard condition.all.allSatisfy(has) else { return false }
    guard !(condition.any.isEmpty && condition.modes.isEmpty) else { return true }
    return condition.any.contains(where: has) || condition.modes.contains(where: hasMode)
  }

  private func fill(_ artifact: inout PlannedArtifact, for entry: ArtifactPack.Entry) {
    let known = pack.coveredArchetypes
    let watched = entry.coversWatched ? Set(request.watches.map(\.item.id)) : []
    let alone = Set(
      pack.companions.filter { request.manifold.items(of: $0.value).isEmpty }.map(\.key))
    for constraint in request.manifold.constraints {
      let archetypes = constraint.classifications.map(\.archetype).filter { !alone.contains($0) }
      let isFor =
        entry.coversAll
        ? archetypes.contains(where: known.contains)
        : archetypes.contains(where: entry.covers.contains)
      if isFor || watched.contains(constraint.item.id) {
        artifact.constraints.append(constraint.item.id)
      }
    }
    artifact.failureModes = request.manifold.failureModes.filter { mode in
      guard let archetype = mode.classification.archetype else { return false }
      return entry.coversAllModes || entry.modes.contains(archetype)
    }.map(\.item.id)
    if artifact.kind == .code { artifact.truths = request.truths(for: artifact.constraints) }
  }

  /// Renders one of the entry's own texts; `nil` when it has none or it cannot be rendered.
  private mutating func text(_ entry: Int, _ part: String, _ head: TemplateRecord) -> String? {
    let name = ArtifactPack.textTemplate(entry, part)
    guard pack.templates.contains(name) else { return nil }
    var buffer = ByteBuffer()
    do throws(TemplateError) {
      try pack.templates.render(name, head, page: "pack.yaml", into: &buffer)
      return String(decoding: buffer.bytes, as: UTF8.self)
    } catch {
      var diagnostic = error.diagnostic
      diagnostic.range = pack.entries[entry].range
      diagnostics.append(diagnostic)
      return nil
    }
  }

  private mutating func checked(_ path: String, _ entry: ArtifactPack.Entry) -> String? {
    do throws(CleanPath.Fault) {
      let clean = try CleanPath(path).text
      if let fault = portabilityFault(ofPath: clean) {
        add("the path cannot be used: \(fault)", entry)
        return nil
      }
      return clean
    } catch {
      add("the path \"\(displayName(String(path.prefix(200))))\" \(error.clause)", entry)
      return nil
    }
  }

  private mutating func add(_ text: String, _ entry: ArtifactPack.Entry) {
    diagnostics.append(Diagnostic(.artifactPath, at: entry.range, text))
  }
}

extension GenerationRequest {
  /// Constraints whose threshold names what watches them, in manifold order.
  var watches: [Watch] { watching.watches }

  /// The same with what is wrong with the thresholds of the others.
  var watching: (watches: [Watch], diagnostics: [Diagnostic]) {
    var (watches, diagnostics): ([Watch], [Diagnostic]) = ([], [])
    var owners: [String: String] = [:]
    for item in manifold.constraints.map(\.item) {
      do throws(ThresholdFault) {
        guard let watch = try Watch(item, className: names.className) else { continue }
        // Sections of the runbook are found by the name in small letters.
        if let owner = owners[watch.alert.lowercased()] {
          throw ThresholdFault("the alert \(watch.alert) is that of \(owner) already")
        }
        owners[watch.alert.lowercased()] = item.id
        watches.append(watch)
      } catch {
        let range = item.attributes.first { $0.name == "threshold" }?.value.range ?? item.range
        diagnostics.append(
          Diagnostic(
            .thresholdFormat, at: range, "\(item.id) is not watched: \(displayName(error.text))"))
      }
    }
    return (watches, diagnostics)
  }

  /// Truths of the option that lead to one of these constraints, in manifold order.
  func truths(for constraints: [String]) -> [String] {
    let wanted = Set(constraints)
    return truths.filter { !wanted.isDisjoint(with: $0.targets(.mapsTo)) }.map(\.id)
  }
}
