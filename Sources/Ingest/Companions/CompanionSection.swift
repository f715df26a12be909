import SourceText
import TraceModel

/// What the headings of a companion file introduce.
enum CompanionSection: Hashable {
  case top, outcome
  case items(NodeKind)
  case other

  /// The section that a second-level heading opens.
  init(heading: String) {
    switch heading.lowercased() {
    case "outcome": self = .outcome
    case "constraints": self = .items(.constraint)
    case "tensions", "relationships": self = .items(.tension)
    case "required truths", "anchors": self = .items(.requiredTruth)
    case "draft required truths", "draft truths": self = .items(.draftTruth)
    case "failure modes": self = .items(.failureMode)
    case "open questions", "questions": self = .items(.openQuestion)
    case "solution space", "solution options", "options": self = .items(.solutionOption)
    default: self = .other
    }
  }
}

/// The heading of an item: `#### B1: No duplicate payments`.
struct ItemHeading {
  var kind: NodeKind
  var id: Range<Int>?
  var title: Range<Int>

  /// `nil` when the heading declares no item in this section.
  init?(_ text: CompanionText, _ span: Range<Int>, in section: CompanionSection) {
    guard case .items(let expected) = section else { return nil }
    kind = expected
    switch expected {
    case .solutionOption:
      guard text.starts(span, with: "Option ") else { return nil }
      let (id, title) = Self.split(text, span.lowerBound + 7..<span.upperBound)
      self.id = id
      self.title = title
    case .openQuestion:
      let digits = text.bytes[span].prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      let rest = span.lowerBound + digits..<span.upperBound
      if digits > 0, text.starts(rest, with: ".") {
        id = nil
        title = text.trimmed(rest.lowerBound + 1..<rest.upperBound)
      } else {
        let (id, title) = Self.split(text, span)
        self.id = IDPrefix.kind(of: text.string(id)) == .openQuestion ? id : nil
        self.title = self.id == nil ? span : title
      }
    default:
      let (id, title) = Self.split(text, span)
      guard IDPrefix.kind(of: text.string(id)) == expected else { return nil }
      self.id = id
      self.title = title
    }
  }

  /// `B1: Title`, `B1 — Title` and `B1 Title`.
  private static func split(
    _ text: CompanionText, _ span: Range<Int>
  ) -> (id: Range<Int>, title: Range<Int>) {
    let end = span.first { text.bytes[$0] == 0x3A || text.bytes[$0] == 0x20 } ?? span.upperBound
    var title = text.trimmed(end..<span.upperBound)
    for mark in [":", "—", "–", "- "] where text.starts(title, with: mark) {
      title = text.trimmed(title.lowerBound + mark.utf8.count..<title.upperBound)
    }
    return (span.lowerBound..<end, title)
  }
}

/// What the letters at the start of an id say, where prose gives nothing else to go by.
enum IDPrefix {
  static func kind(of id: String) -> NodeKind? {
    let letters = id.prefix { $0.isASCII && $0.isLetter }
    let rest = id.dropFirst(letters.count)
    guard let next = rest.first, IDGrammar.fault(in: id) == nil,
      rest.contains(where: \.isNumber), letters.allSatisfy(\.isUppercase)
    else { return nil }
    let isNumbered = next.isNumber || (next == "-" || next == "_") && rest.count > 1
    return isNumbered ? kinds[String(letters)] : nil
  }

  private static let kinds: [String: NodeKind] = {
    var kinds: [String: NodeKind] = [
      "TN": .tension, "TENSION": .tension, "RT": .requiredTruth, "RD": .requiredTruth,
      "RO": .requiredTruth, "RB": .requiredTruth, "DRT": .draftTruth, "F": .failureMode,
      "Q": .openQuestion, "GAP": .gap, "G": .gap, "INT": .integration,
    ]
    for letters in ["B", "T", "U", "S", "O", "OB", "D", "R", "RK", "DP"] {
      kinds[letters] = .constraint
    }
    return kinds
  }()
}
