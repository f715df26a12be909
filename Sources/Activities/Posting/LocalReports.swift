import Orchestration
import SourceText
import Workflows

/// Reports in the records beside a repository of this machine.
struct LocalReports: ReportForge {
  let forge: LocalForge
  /// Hears what would be written, in place of the records.
  var rehearsal: Rehearsal?

  func head(of number: Int, _ watch: Watch) throws -> String {
    let record = try forge.record(number, "pulls")
    return try forge.git.tip(record.branch)
  }

  func number(of event: ForgeEvent, _ watch: Watch) throws -> Int {
    let proposals = try forge.listPullRequests(watch).filter { $0.commit == event.head }
    guard let first = proposals.first, proposals.count == 1 else {
      throw Failure.final("NoPullRequest", "name the pull request with --pull-request")
    }
    return first.number
  }

  func putComment(
    _ comment: StickyComment, at number: Int, _ watch: Watch
  ) throws -> PostingStep {
    let remark = ForgeRecord.Remark(text: comment.body, key: Self.key(comment.marker))
    return try put("comment", number, remark, \.comments) { $0.key == remark.key }
  }

  /// The check belongs to a commit, and a record to a pull request: the status is that of the newest.
  func putCheck(_ check: CheckRun, _ watch: Watch) throws -> PostingStep {
    let key = Self.key(check.name)
    let status = ForgeRecord.Status(
      state: check.isSuccess ? "success" : "failure", description: check.output.title, key: key)
    let proposals = try forge.listPullRequests(watch)
    guard let number = proposals.first(where: { $0.commit == check.headSha })?.number else {
      return PostingStep("status", .left, "no open pull request proposes \(check.headSha)")
    }
    return try put("status", number, status, \.statuses) { $0.key == key }
  }

  /// No id of a workflow, which ends at a slash.
  private static func key(_ name: String) -> String {
    "throughline-report:" + name.filter { !"/<!->".contains($0) }.trimmedOfSpace
  }

  private func put<Element: Hashable>(
    _ subject: String, _ number: Int, _ element: Element,
    _ list: WritableKeyPath<ForgeRecord, [Element]>, where isOwn: (Element) -> Bool
  ) throws -> PostingStep {
    let address = forge.url("pulls", number)
    let before = try forge.record(number, "pulls")[keyPath: list]
    let step: PostingStep.Deed =
      before.contains(element) ? .unchanged : before.contains(where: isOwn) ? .edited : .added
    if let rehearsal {
      rehearsal.note("write \(address): \(subject) \(step.rawValue)")
    } else if step != .unchanged {
      try forge.change(number, "pulls") { record in
        guard let place = record[keyPath: list].firstIndex(where: isOwn) else {
          return record[keyPath: list].append(element)
        }
        record[keyPath: list][place] = element
      }
    }
    return PostingStep(subject, step, address)
  }
}
