/// What most of several diagnoses say.
///
/// Diagnoses of the same normalised cause are one group. The group with the greatest sum of
/// confidences wins, of equal ones the first. Its confidence is the mean of its members' times its
/// share of all who were asked: an agent that gave no answer supports nobody.
///
/// The example that these rules come from compares the agents' words letter by letter, fixes at 0.70
/// exactly, and divides by zero without diagnoses; its text asks for more than 70 %, which is what
/// counts here.
public enum ConsensusRule {
  /// Fixes need more confidence than this.
  public static let threshold = 0.70

  /// `nil` without a diagnosis.
  public static func consensus(of diagnoses: [Diagnosis], asked: Int) -> Consensus? {
    var groups: [(key: String, members: [Diagnosis])] = []
    for diagnosis in diagnoses {
      let key = key(of: diagnosis)
      if let place = groups.firstIndex(where: { $0.key == key }) {
        groups[place].members.append(diagnosis)
      } else {
        groups.append((key, [diagnosis]))
      }
    }
    guard var winner = groups.first else { return nil }
    for group in groups.dropFirst() where score(group.members) > score(winner.members) {
      winner = group
    }
    let all = max(asked, diagnoses.count)
    return Consensus(
      rootCause: winner.members.first?.rootCause ?? "", key: winner.key,
      confidence: settled(score(winner.members) / Double(all)),
      supportingDiagnoses: winner.members,
      conflictingDiagnoses: groups.filter { $0.key != winner.key }.flatMap(\.members))
  }

  /// Agents are sure enough to mend something by themselves.
  public static func allowsFix(_ consensus: Consensus) -> Bool {
    consensus.confidence > threshold
  }

  /// The name that a cause is compared by: lower-case words without articles, joined by hyphens.
  public static func key(of diagnosis: Diagnosis) -> String {
    let given = normalised(diagnosis.rootCauseKey ?? "")
    return given.isEmpty ? normalised(diagnosis.rootCause) : given
  }

  private static func normalised(_ text: String) -> String {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.filter { !["a", "an", "the"].contains($0) }.joined(separator: "-")
  }

  /// The mean times the number: mean × winners / asked is this by the number asked.
  private static func score(_ members: [Diagnosis]) -> Double {
    members.reduce(0) { $0 + clamped($1.confidence) }
  }

  /// What an agent says beyond 0 and 1 is no more than 0 and 1; what is no number is 0.
  private static func clamped(_ confidence: Double) -> Double {
    confidence.isNaN ? 0 : min(1, max(0, confidence))
  }

  /// Without the last digits, in which 0.7 three times is a little more than 0.7.
  private static func settled(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
}
