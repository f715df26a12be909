import SourceText
import TraceModel

/// A module with its documents, prepared once for all checks.
struct CheckedModule {
  let subject: ModuleSubject
  private let outlines: [ModuleDocumentKind: CheckedOutline]
  /// Requirements and scenarios that somebody intends, by any spelling of their ids.
  let intended: [String: ModuleSubject.Item]

  init(_ subject: ModuleSubject) {
    self.subject = subject
    outlines = subject.outlines.mapValues(CheckedOutline.init)
    intended = Dictionary(
      subject.intended.map { (IDSpelling.canonical($0.id), $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// A document by the part that it plays.
  subscript(_ kind: ModuleDocumentKind) -> CheckedOutline? { outlines[kind] }

  /// The intended requirement or scenario that an id means.
  func intended(_ id: String) -> ModuleSubject.Item? { intended[IDSpelling.canonical(id)] }

  /// The number of a phase of this module.
  func phase(_ id: String) -> Int? { NumberedKind.phase.number(of: id, code: subject.code) }

  /// Phases that a document declares or names, each where it first does.
  func phases(in kind: ModuleDocumentKind) -> [(number: Int, range: SourceRange)] {
    guard let document = outlines[kind] else { return [] }
    let headings = document.sections.map { document.outline.sections[$0] }.filter {
      $0.kind == .phase
    }
    let uses =
      headings.compactMap { section in section.id.map { (id: $0, range: section.heading.range) } }
      + document.mentions
    var known: Set<Int> = []
    return uses.sorted { $0.range < $1.range }.compactMap { use in
      guard let number = phase(use.id), known.insert(number).inserted else { return nil }
      return (number, use.range)
    }
  }

  /// Documents of what is intended, in the order in which they are written.
  static let intents: [ModuleDocumentKind] = [
    .intentDesign, .intentRequirements, .intentScenarios, .tasks,
  ]
}

/// Words of a text in small letters.
func words(of text: String) -> [String] {
  text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
}

/// `1`, `1 and 2`, `1, 2 and 3`.
func listed(_ items: [String]) -> String {
  guard let last = items.last, items.count > 1 else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " and " + last
}

extension String {
  /// For quoting in a message.
  var clipped: String { count <= 80 ? self : prefix(64) + "…" }
}
