extension ChangeReport {
  /// Adds what comparing snapshots cannot know, such as files that can no longer be read.
  public mutating func add(_ findings: [ChangeFinding]) {
    self.findings = ChangeComparison.sorted(self.findings + findings)
  }
}
