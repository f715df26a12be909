/// Whether a pull request may be merged without somebody pressing the button.
public enum MergeRule {
  /// Everything that speaks against it; empty for a merge, to which a person may still have to agree.
  public static func objections(autoMerge: Bool, _ quality: QualityResult) -> [String] {
    guard autoMerge else { return ["auto_merge is off"] }
    if quality.canMerge { return [] }
    return quality.blockingIssues.isEmpty ? ["no check ran"] : quality.blockingIssues
  }
}
