public import SourceText
public import TraceModel

/// A checked order: a manifold with one of its options, classified.
public struct GenerationRequest: Sendable {
  /// The manifold with everything in it recognised or not.
  public let manifold: ClassifiedManifold
  /// The chosen option; `nil` when the manifold declares none.
  public let option: SubjectItem?
  /// Names derived from the feature.
  public let names: ProjectNames
  /// Truths that the option brings about; all of them when it names none.
  public let truths: [SubjectItem]
  /// Metrics, tables and queries that people look into; the caller reads them beside the manifold.
  public var telemetry = TelemetrySources()
  /// Begins the addresses of the runbook in alerts and panels; empty for paths inside the project.
  public var runbookBase = ""

  /// What is wrong with an order, and the order when nothing forbids it.
  public struct Outcome: Sendable {
    /// `nil` when an error forbids to generate.
    public var request: GenerationRequest?
    /// Errors and warnings, sorted.
    public var diagnostics: [Diagnostic]
  }

  /// Checks a manifold and an option, as written on a command line; `nil` for the recommended one.
  public static func check(
    _ manifold: NodeIndex, in graph: TraceGraph, option: String?
  ) -> Outcome {
    let subject = ManifoldSubject(manifold, in: graph)
    var check = RequestCheck(subject)
    let chosen = check.option(option)
    let truths = check.truths(of: chosen)
    let classified = Classifier.classify(subject)
    check.diagnostics += classified.diagnostics
    check.checkFitness()
    check.checkTruths(truths)
    let diagnostics = check.diagnostics.sorted()
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      return Outcome(request: nil, diagnostics: diagnostics)
    }
    let request = GenerationRequest(
      manifold: classified, option: chosen, names: ProjectNames(feature: subject.id),
      truths: truths)
    return Outcome(request: request, diagnostics: diagnostics)
  }

  /// What keeps a constraint from being covered whatever is generated for it: parts of its
  /// statement, and truths that the option leaves out.
  func openParts(of constraint: ClassifiedItem) -> [String] {
    let id = constraint.item.id
    let leading = subject.truths.filter { $0.targets(.mapsTo).contains(id) }
    let chosen = Set(truths.map(\.id))
    let isLeftOut = !leading.isEmpty && !leading.contains { chosen.contains($0.id) }
    let option =
      isLeftOut ? option.map { ["option \($0.id) brings about no truth that leads here"] } : nil
    return constraint.remainders.map(\.text) + (option ?? [])
  }

  /// The manifold's content without what was recognised in it.
  public var subject: ManifoldSubject { manifold.subject }
}

/// The checks of an order, one function each.
struct RequestCheck {
  let subject: ManifoldSubject
  var diagnostics: [Diagnostic] = []

  init(_ subject: ManifoldSubject) { self.subject = subject }

  // MARK: the option

  /// The option that a text names.
  mutating func option(_ text: String?) -> SubjectItem? {
    let options = subject.options
    guard let text else {
      let recommended = options.filter { Self.isRecommended($0) }
      if options.count <= 1 || recommended.count == 1 { return recommended.first ?? options.first }
      report("the manifold has \(options.count) options and recommends none; expected --option")
      return nil
    }
    for matches in [Self.isSame, Self.hasName, Self.hasLetter] {
      let found = options.filter { matches($0, text) }
      if found.count == 1 { return found[0] }
    }
    report(
      options.isEmpty
        ? "option \"\(text.prefix(80))\" is asked for, and the manifold declares no options"
        : "the manifold has no option \"\(text.prefix(80))\"",
      nearest: nearestName(to: text, among: options.map(\.id)))
    return nil
  }

  private mutating func report(_ text: String, nearest: String? = nil) {
    let list = subject.options.prefix(12).map { option in
      option.title == option.id ? option.id : "\(option.id) (\(option.title))"
    }
    let notes = list.isEmpty ? [] : [Diagnostic.Note("options are \(list.joined(separator: ", "))")]
    diagnostics.append(
      Diagnostic(
        .unknownOption, at: subject.manifold.range, text, notes: notes,
        fix: nearest.map { "write --option=\($0)" }))
  }

  private static func isRecommended(_ option: SubjectItem) -> Bool {
    if case .option(let facts) = option.detail { facts.isRecommended } else { false }
  }

  /// `SOL_A`, `A` and `a` are one option.
  private static func isSame(_ option: SubjectItem, _ text: String) -> Bool {
    option.id == text
      || IDSpelling.canonical(option.id).lowercased() == IDSpelling.canonical(text).lowercased()
  }

  /// `B - Full TypeScript CLI`, `Option B`, `opt-b`: the letter that stands alone.
  private static func hasLetter(_ option: SubjectItem, _ text: String) -> Bool {
    guard let wanted = letter(of: text), let own = letter(of: option.id) ?? letter(of: option.title)
    else { return false }
    return wanted == own
  }

  private static func hasName(_ option: SubjectItem, _ text: String) -> Bool {
    let wanted = text.lowercased()
    return option.title.lowercased() == wanted || option.id.lowercased() == wanted
      || "\(option.id) - \(option.title)".lowercased() == wanted
  }

  /// The one letter that a name consists of, begins with before a sign, or ends with behind one.
  static func letter(of text: String) -> Character? {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    if let first = words.first, first.count == 1, let letter = first.first, letter.isLetter {
      return letter
    }
    guard words.count >= 2, ["sol", "option", "opt", "solution"].contains(words[0]),
      words[1].count == 1
    else { return nil }
    return words[1].first
  }

  // MARK: what else is wrong

  func truths(of option: SubjectItem?) -> [SubjectItem] {
    let named = Set((option?.targets(.satisfies) ?? []).map(IDSpelling.canonical))
    guard !named.isEmpty else { return subject.truths }
    let found = subject.truths.filter { truth in
      named.contains { own in
        let id = IDSpelling.canonical(truth.id)
        return id == own || id.hasPrefix(own + ".")
      }
    }
    return found.isEmpty ? subject.truths : found
  }

  mutating func checkFitness() {
    if subject.isUnfit {
      add(.unfitManifold, "the manifold is a template, or its file could not be read as a whole")
    } else if subject.constraints.isEmpty {
      add(.unfitManifold, "the manifold declares no constraint")
    }
  }

  private mutating func add(_ rule: Rule, _ text: String) {
    diagnostics.append(Diagnostic(rule, at: subject.manifold.range, text))
  }

  /// A truth answers for itself, or the one that it is a part of does.
  mutating func checkTruths(_ truths: [SubjectItem]) {
    let mapped = Set(subject.truths.filter { !$0.targets(.mapsTo).isEmpty }.map(\.id))
    // Where no truth names a constraint, the manifold does not map at all: nothing is counted.
    guard !mapped.isEmpty else { return }
    for truth in truths where !mapped.contains(truth.id) {
      let isPart = mapped.contains { truth.id.hasPrefix($0 + ".") || $0.hasPrefix(truth.id + ".") }
      guard !isPart else { continue }
      diagnostics.append(
        Diagnostic(
          .truthWithoutConstraint, at: truth.range,
          "required truth \(truth.id) leads to no constraint",
          fix: "add maps_to with the constraints that need it"))
    }
  }
}
