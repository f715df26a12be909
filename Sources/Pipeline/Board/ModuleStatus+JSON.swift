import SourceText
import TraceModel

extension ModuleStatus {
  /// The same as one JSON object, indented.
  public var json: String {
    var json = JSONWriter(indentation: 2)
    json.object { json in
      json.member("version", 1)
      json.member("module", input.subject.name)
      json.member("code", input.subject.code)
      json.member("documents", input.subject.documentFolder)
      json.member("next_gate", input.next?.name)
      json.member("next", next)
      json.array("gates") { json in
        for (gate, criteria) in gates { write(gate, criteria, &json) }
      }
      json.array("items") { json in
        for item in input.built.items { Self.write(item, &json) }
      }
      if let coverage = input.coverage {
        json.object("coverage") { json in
          json.member("hit", coverage.hit)
          json.member("total", coverage.total)
          json.member("wanted_percent", input.settings.coverage)
        }
      }
    }
    return String(decoding: json.buffer.bytes, as: UTF8.self) + "\n"
  }

  private func write(_ gate: Gate, _ criteria: [Criterion], _ json: inout JSONWriter) {
    json.object { json in
      json.member("gate", gate.name)
      json.member("step", gate.step)
      let passage = input.record.passage(of: gate)
      json.member("opened_by", passage?.person)
      json.member("opened_on", passage?.day)
      json.member("changed_since", input.outdated.contains(gate))
      json.array("criteria") { json in
        for criterion in criteria {
          json.object { json in
            json.member("id", criterion.id.rawValue)
            json.member("state", criterion.state.rawValue)
            json.member("basis", criterion.basis.rawValue)
            json.member("evidence", criterion.evidence)
            json.member("lacking", criterion.lacking)
          }
        }
      }
    }
  }

  private static func write(_ item: BuiltItem, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", item.id)
      json.member("title", item.title)
      json.member("phase", item.item?.phase)
      json.member("state", item.state.rawValue)
      json.member("reason", item.reason)
    }
  }
}
