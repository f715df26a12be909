import SourceText
import TraceModel

/// Runs, proposals, alerts and evidence as JSON.
extension JSONFiles {
  func runs(_ json: inout JSONWriter) {
    json.array("runs") { json in
      for run in RunIndex(site.graph).runs {
        guard let facts = site.graph[run].runFacts else { continue }
        json.object { json in
          write(run, &json)
          json.member("file", site.graph[run].range.path)
          facts.write(to: &json)
        }
      }
    }
  }

  func forge(_ json: inout JSONWriter) {
    let index = ForgeIndex(site.graph)
    json.array("records") { json in
      for record in index.records {
        guard let facts = site.graph[record].forgeFacts else { continue }
        json.object { json in
          write(record, &json)
          json.member("title", site.graph[record].title)
          json.member("file", site.graph[record].range.path)
          facts.write(to: &json)
          json.array("links") { json in
            for link in site.graph.links(from: record) { json.object { write(link, &$0) } }
          }
        }
      }
    }
  }

  func alerts(_ json: inout JSONWriter) {
    json.array("alerts") { json in
      for alert in site.graph.nodes(of: .alert) {
        guard case .alert(let facts) = site.graph[alert].detail else { continue }
        json.object { json in
          write(alert, &json)
          json.member("title", site.graph[alert].title)
          json.member("expression", facts.expression)
          json.member("for", facts.hold)
          json.member("severity", facts.severity)
          json.member("runbook", facts.runbookURL)
          json.member("at", site.graph[alert].range.description)
          json.array("links") { json in
            for link in site.graph.links(from: alert) { json.object { write(link, &$0) } }
          }
        }
      }
    }
  }

  func evidence(_ json: inout JSONWriter) {
    json.array("tests") { json in
      for test in site.graph.nodes(of: .test) {
        guard case .test(let facts) = site.graph[test].detail else { continue }
        json.object { json in
          write(test, &json)
          json.member("name", facts.name)
          json.member("class", facts.className.isEmpty ? nil : facts.className)
          json.member("suite", facts.suite)
          json.member("outcome", facts.outcome.rawValue)
          json.member(
            "milliseconds", facts.seconds.flatMap { Int(exactly: ($0 * 1_000).rounded()) })
          json.member("report", site.graph[test].range.path)
        }
      }
    }
    json.array("coverage") { json in
      for node in site.graph.nodes(of: .coverage) {
        guard case .coverage(let facts) = site.graph[node].detail else { continue }
        json.object { json in
          json.member("path", facts.path)
          json.member("hit", facts.hit)
          json.member("total", facts.total)
          json.member("report", site.graph[node].range.path)
        }
      }
    }
    findings(&json)
  }

  private func findings(_ json: inout JSONWriter) {
    json.array("findings") { json in
      for node in site.graph.nodes(of: .finding) {
        guard case .finding(let facts) = site.graph[node].detail else { continue }
        json.object { json in
          json.member("title", site.graph[node].title)
          json.member("level", facts.level)
          json.member("rule", facts.rule)
          json.member("tool", facts.tool)
          json.member("path", facts.path)
          json.member("line", facts.line)
          json.member("report", site.graph[node].range.path)
        }
      }
    }
  }
}

extension RunFacts {
  /// The members of a run; ids that it does not have are left out.
  fileprivate func write(to json: inout JSONWriter) {
    let texts = [
      ("type", workflowType), ("workflow", workflowID), ("run", runID), ("status", status),
      ("started", started ?? ""), ("closed", closed ?? ""), ("parentWorkflow", parentWorkflowID),
      ("parentRun", parentRunID), ("continuedFrom", continuedRunID), ("continuedAs", nextRunID),
    ]
    for (key, text) in texts where !text.isEmpty { json.member(key, text) }
    json.member("milliseconds", length.map { Int($0 / 1_000_000) })
    json.member("events", events)
    json.member("steps", groups)
    json.member("failures", failures)
    json.member("pending", pending)
    json.member("isWhole", !isIncomplete)
  }
}

extension ForgeFacts {
  /// The members of a record, without texts and differences.
  fileprivate func write(to json: inout JSONWriter) {
    json.member("number", number)
    json.member("state", state?.rawValue)
    let texts = [
      ("reason", reason), ("branch", branch), ("base", base), ("commit", commit ?? ""),
      ("key", key),
    ]
    for (key, text) in texts where !text.isEmpty { json.member(key, text) }
    json.member("labels", labels)
    json.array("changes") { json in
      for change in changes {
        json.object { json in
          json.member("path", change.path)
          json.member("kind", change.kind.rawValue)
          json.member("added", change.added)
          json.member("removed", change.removed)
        }
      }
    }
  }
}
