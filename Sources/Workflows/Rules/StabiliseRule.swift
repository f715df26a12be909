/// What an agent may do that makes a module compile: rename, put imports right, mend comments that a
/// linter complains about, adjust types. Nothing that changes what a program does.
public enum StabiliseRule {
  /// Why changes are refused, for people; `nil` when each is allowed and every file is accounted for.
  ///
  /// What the check of the step saw counts, not what the agent says of itself.
  public static func refusal(_ answer: AgentAnswer, seen: [AgentChange]) -> String? {
    let forbidden = seen.filter { !$0.kind.keepsBehaviour }
    if !forbidden.isEmpty {
      let list = forbidden.map { "\($0.path): \($0.description)" }.joined(separator: "; ")
      return "these changes would alter behaviour: \(list)" + said(answer)
    }
    let known = Set(seen.map(\.path))
    let unknown = answer.files.keys.filter { !known.contains($0) }.sorted()
    if !unknown.isEmpty {
      return "nobody can say what changed in \(unknown.joined(separator: ", "))" + said(answer)
    }
    return answer.files.isEmpty && !answer.explanation.isEmpty
      ? "nothing was changed" + said(answer) : nil
  }

  private static func said(_ answer: AgentAnswer) -> String {
    answer.explanation.isEmpty ? "" : "; the agent says: \(answer.explanation)"
  }
}
