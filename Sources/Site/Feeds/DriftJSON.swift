import Analysis
import SourceText
import TraceModel

extension JSONFiles {
  /// The newest changes of ids; older ones are counted.
  private static let shownChanges = 10_000

  /// What has happened to ids, oldest first, and which of them are gone.
  func write(_ drift: SiteDrift, _ json: inout JSONWriter) {
    let timeline = drift.timeline
    json.member("commits", timeline.commitCount)
    json.object("start") { json in
      json.member("reason", timeline.start.word)
      json.member("commit", timeline.start.revision?.name)
      json.member("day", timeline.start.revision?.day)
    }
    json.member("total", timeline.changes.count)
    json.array("changes") { json in
      for change in timeline.changes.suffix(Self.shownChanges) {
        json.object { write(change, timeline.revisions[change.revision], drift, &$0) }
      }
    }
    json.array("gone") { json in
      for grave in drift.graves {
        json.object { json in
          write(grave.tombstone.key, "", &json)
          json.member("url", grave.route.url)
          json.member("commit", committed(grave.tombstone.revision)?.name)
          if let successor = grave.tombstone.successor { write(successor, "successor", &json) }
        }
      }
    }
  }

  private func write(
    _ change: StatementChange, _ revision: Revision, _ drift: SiteDrift, _ json: inout JSONWriter
  ) {
    json.member("commit", committed(revision)?.name)
    json.member("day", committed(revision)?.day)
    json.member("change", change.action.rawValue)
    write(change.key, "", &json)
    json.member("facet", change.facet.rawValue)
    if let former = change.former { write(former, "former", &json) }
    json.member("before", change.before?.shown)
    json.member("after", change.after?.shown)
    json.member("stateBefore", state(change.before))
    json.member("stateAfter", state(change.after))
    let node = drift.node(change.key)
    json.member("url", node.map { site.routes[$0].url } ?? drift.grave(change.key)?.route.url)
  }

  /// Kind, scope and id, as members whose names begin with a prefix.
  private func write(_ key: NodeKey, _ prefix: String, _ json: inout JSONWriter) {
    let name = { (word: String) in prefix.isEmpty ? word : prefix + word.capitalisedFirst }
    json.member(name("kind"), key.kind.rawValue)
    json.member(name("scope"), site.scopeLabel(key.scope))
    json.member(name("id"), key.id)
  }

  private func committed(_ revision: Revision) -> Revision? { revision.isWorking ? nil : revision }

  private func state(_ content: TrackedContent?) -> String? {
    content.flatMap { $0.state == .none ? nil : $0.state.text }
  }
}

extension Timeline.Start {
  fileprivate var word: String {
    switch self {
    case .wholeHistory: "whole-history"
    case .shallow: "shallow"
    case .limit: "limit"
    case .unreadable: "unreadable"
    }
  }
}
