// Which step of `report` takes which option.
extension Verb {
  static let reportSteps = [
    Step(
      name: ReportStep.pr.rawValue,
      options: [
        .base, .head, .workTree, .reportFormat, .output, .outputFolder, .reportName,
        .results, .baseResults, .postReport,
      ] + Option.posting + [.dryRun, .source, .baseURL] + Option.readingOnce),
    Step(
      name: ReportStep.post.rawValue,
      options: Option.posting + [.head, .reportName, .dryRun, .source, .baseURL]),
    Step(
      name: ReportStep.impact.rawValue,
      options: [.valueChange, .reportFormat, .output, .source] + Option.readingOnce),
    Step(
      name: ReportStep.review.rawValue,
      options: [
        .reviewer, .reviewDay, .reviewNote, .reviewedEnds, .base, .dryRun, .source,
      ] + Option.readingOnce),
    Step(name: ReportStep.schema.rawValue, options: [.output]),
  ]
}

extension Option {
  /// How the project is read by a step that publishes nothing.
  fileprivate static let readingOnce: [Option] = [.drafts, .jobs, .noCache, .timestamp]
}
