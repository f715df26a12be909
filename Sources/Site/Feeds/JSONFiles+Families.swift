import Analysis
import SourceText
import TraceModel

/// The files about modules, registries, runs, alerts and evidence: each is there when the project
/// has such a thing.
extension JSONFiles {
  typealias Body = @Sendable (inout JSONWriter) -> Void

  /// Names below `api/` with what writes them.
  var families: [(name: String, body: Body)] {
    let kinds = Set(site.graph.nodes.lazy.map(\.key.kind))
    let all: [(name: String, isThere: Bool, body: Body)] = [
      ("modules.json", !ModulePages.owners(site.graph).isEmpty, { modules(&$0) }),
      ("compliance.json", !site.assessment.registries.isEmpty, { compliance(&$0) }),
      ("forge.json", kinds.contains(.pullRequest) || kinds.contains(.issue), { forge(&$0) }),
      ("runs.json", kinds.contains(.run), { runs(&$0) }),
      ("alerts.json", kinds.contains(.alert), { alerts(&$0) }),
      ("evidence.json", EvidencePage.isNeeded(site.graph), { evidence(&$0) }),
    ]
    return all.filter(\.isThere).map { ($0.name, $0.body) }
  }

  // MARK: modules

  private func modules(_ json: inout JSONWriter) {
    let contents = ModuleContents(site.graph)
    json.array("modules") { json in
      for module in ModulePages.owners(site.graph) {
        let content = contents[site.graph[module].key.scope]
        json.object { json in
          write(module, &json)
          json.member("title", site.graph[module].title)
          progress(content.progress(in: site.graph), &json)
          json.array("phases") { json in
            for phase in content.phases { self.phase(phase, &json) }
          }
          requirements(ModuleMatrix(site.graph, content), &json)
          json.array("scenarios") { json in
            for scenario in content.scenarios { json.object { specified(scenario, &$0) } }
          }
        }
      }
    }
  }

  private func phase(_ phase: NodeIndex, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", site.graph[phase].key.id)
      json.member("title", site.graph[phase].title)
      if case .progress(let facts) = site.graph[phase].detail { progress(facts, &json) }
    }
  }

  private func progress(_ facts: ProgressFacts, _ json: inout JSONWriter) {
    json.member("done", facts.done)
    json.member("total", facts.total)
  }

  private func requirements(_ matrix: ModuleMatrix, _ json: inout JSONWriter) {
    json.array("requirements") { json in
      for row in matrix.rows where site.graph[row.node].key.kind == .requirement {
        json.object { json in
          specified(row.node, &json)
          json.member("scenarios", row.scenarios.map { site.graph[$0].key.id })
          json.member("tasks", row.tasks.map { site.graph[$0].key.id })
        }
      }
    }
  }

  private func specified(_ node: NodeIndex, _ json: inout JSONWriter) {
    write(node, &json)
    json.member("title", site.graph[node].title)
    guard case .specified(let facts) = site.graph[node].detail else { return }
    json.member("level", facts.level?.rawValue)
    json.member("mark", facts.mark?.rawValue)
    json.member("isIntended", facts.intent != nil)
    json.member("isDescribed", facts.actual != nil)
    json.member("gap", facts.gap?.text)
  }

  // MARK: registries

  private func compliance(_ json: inout JSONWriter) {
    json.array("registries") { json in
      for registry in site.assessment.registries {
        json.object { json in
          write(registry.registry, &json)
          json.member("isCompliant", registry.isCompliant)
          json.member("patterns", registry.patterns.count)
          counts(&json) { registry.total($0) }
          json.array("requirements") { json in
            for result in registry.results { requirement(result, registry, &json) }
          }
          json.array("claims") { json in
            for claim in registry.claims { self.claim(claim, &json) }
          }
        }
      }
    }
  }

  private func requirement(
    _ result: PatternCompliance.Result, _ registry: PatternCompliance, _ json: inout JSONWriter
  ) {
    json.object { json in
      json.member("id", result.requirement.id)
      json.member("level", result.requirement.level.rawValue)
      json.member("title", result.requirement.title)
      json.member("isMet", result.isPassed)
      counts(&json) { result.count($0) }
      json.array("failures") { json in
        for (number, check) in result.checks.enumerated() where check.outcome == .failed {
          json.object { json in
            let isOfPattern = result.requirement.subject == .pattern
            let node = isOfPattern ? registry.patterns[number] : registry.registry
            json.member("of", site.graph[node].key.id)
            json.member("reason", check.reason)
            json.member("at", (check.range ?? site.graph[node].range).description)
          }
        }
      }
    }
  }

  private func counts(
    _ json: inout JSONWriter, _ count: (PatternCompliance.Outcome) -> Int
  ) {
    for outcome in [PatternCompliance.Outcome.passed, .failed, .blocked, .undecided] {
      json.member(outcome.rawValue, count(outcome))
    }
  }

  private func claim(_ claim: CheckedRegistryClaim, _ json: inout JSONWriter) {
    json.object { json in
      json.member("subject", claim.subject)
      json.member("declared", claim.claim.declared.text)
      json.member("computed", claim.computed)
      json.member("outcome", claim.outcome.rawValue)
      json.member("at", claim.claim.declared.range.description)
    }
  }
}
