import SourceText

extension PipelineRecord {
  /// The record as the file has it; reading it gives the same record.
  public func text(of module: String) -> String {
    var yaml = YAMLText()
    yaml.comment(
      "What the documents of this module cannot say themselves: numbers that were given,")
    yaml.comment(
      "gates that were opened, by whom and when. Written by `module`; kept in version control.")
    yaml.entry("module", module)
    if !code.isEmpty { yaml.entry("code", code) }
    if !highest.isEmpty {
      yaml.mapping("highest") { yaml in
        for kind in NumberedKind.allCases {
          if let number = highest[kind] { yaml.entry(kind.rawValue, number) }
        }
      }
    }
    if !declared.isEmpty { yaml.entry("declared", declared) }
    if !retired.isEmpty { yaml.entry("retired", retired) }
    if !passages.isEmpty { yaml.list("gates", passages) { $0.write($1) } }
    if !attestations.isEmpty { yaml.list("attestations", attestations) { $0.write($1) } }
    if !drafts.isEmpty {
      yaml.mapping("drafts") { yaml in
        for id in drafts.keys.sorted(by: isOrdered) {
          yaml.entry(YAMLText.scalar(id), drafts[id] ?? "")
        }
      }
    }
    return yaml.text
  }
}

extension YAMLText {
  fileprivate mutating func write(_ passage: PipelineRecord.Passage) {
    write(passage.gate)
    entry("by", passage.person)
    entry("on", passage.day)
    if !passage.documents.isEmpty {
      mapping("documents") { yaml in
        for document in passage.documents {
          yaml.entry(YAMLText.scalar(document.name), document.digest)
        }
      }
    }
    if !passage.criteria.isEmpty {
      list("criteria", passage.criteria) { yaml, ground in
        yaml.entry("id", ground.criterion.rawValue)
        yaml.entry("basis", ground.basis.rawValue)
        if !ground.evidence.isEmpty { yaml.entry("evidence", ground.evidence) }
      }
    }
  }

  fileprivate mutating func write(_ attestation: PipelineRecord.Attestation) {
    entry("criterion", attestation.criterion.rawValue)
    write(attestation.gate)
    entry("by", attestation.person)
    entry("on", attestation.day)
    if !attestation.note.isEmpty { entry("note", attestation.note) }
  }

  private mutating func write(_ gate: Gate) {
    entry("gate", gate.kind.rawValue)
    if let phase = gate.phase { entry("phase", phase) }
  }
}
