/// A runbook as a whole.
public struct RunbookFacts: Sendable, Hashable {
  /// By which alerts name it: its path in the project, or the name under which a report shows it.
  public var path: String
  /// The anchors of all its headings, in order.
  public var anchors: [String]

  /// A runbook at a path, with its anchors.
  public init(path: String, anchors: [String]) {
    self.path = path
    self.anchors = anchors
  }
}

/// One section of a runbook.
public struct SectionFacts: Sendable, Hashable {
  /// In GitHub's dialect.
  public var anchor: String
  /// Ids of the constraints that it says are violated, as written.
  public var constraints: [String]

  /// A section at an anchor.
  public init(anchor: String, constraints: [String] = []) {
    self.anchor = anchor
    self.constraints = constraints
  }
}

/// A dashboard as a whole; its panels are nodes of their own.
public struct DashboardFacts: Sendable, Hashable {
  /// Its identity in Grafana; empty for none.
  public var uid: String
  /// As written.
  public var tags: [String]
  /// The file holds the dashboard and nothing else, so that it can be downloaded and imported.
  public var isWholeFile: Bool

  /// A dashboard.
  public init(uid: String = "", tags: [String] = [], isWholeFile: Bool = true) {
    self.uid = uid
    self.tags = tags
    self.isWholeFile = isWholeFile
  }
}
