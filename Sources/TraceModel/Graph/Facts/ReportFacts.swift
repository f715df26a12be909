/// What a report of a development step is about.
public enum ReportType: String, Sendable, CaseIterable {
  case generation, verification, outcome, failures, context, tensions, validation, extraction
  case solutionSpace = "solution-space"
  /// Any other document whose figures can be counted.
  case document

  /// For people: `solution space`.
  public var label: String { self == .solutionSpace ? "solution space" : rawValue }
}

/// A report of a development step.
public struct ReportFacts: Sendable, Hashable {
  /// In the order of the sections that the file holds; one for nearly all.
  public var types: [ReportType]
  /// The manifold that it is about, as written; `nil` when it names none.
  public var subject: String?
  /// What was planned and what became of it, in order; of generation reports only.
  public var products: [Product] = []

  /// One thing that was planned, produced, or both.
  public struct Product: Sendable, Hashable {
    /// `code`, `tests`, `docs`, `observability`, or as written.
    public var group: String
    /// As the plan calls it; `nil` for what nobody planned.
    public var planned: String?
    /// Its path; `nil` for what was not produced.
    public var produced: String?
    /// Ids for which it was planned.
    public var plannedFor: [String]
    /// Ids for which it is reported.
    public var producedFor: [String]

    /// A thing that was planned, produced, or both.
    public init(
      group: String, planned: String? = nil, produced: String? = nil, plannedFor: [String] = [],
      producedFor: [String] = []
    ) {
      self.group = group
      self.planned = planned
      self.produced = produced
      self.plannedFor = plannedFor
      self.producedFor = producedFor
    }
  }

  /// A report with the sections that it holds.
  public init(types: [ReportType], subject: String? = nil) {
    self.types = types
    self.subject = subject
  }
}
