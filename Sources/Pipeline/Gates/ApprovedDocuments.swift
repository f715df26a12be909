import SourceText
import TraceModel

/// Documents as gates let them through, and as they are now.
struct ApprovedDocuments {
  private let subject: ModuleSubject
  private let record: PipelineRecord
  /// Of the documents as they are, by name.
  private let digests: [String: String]

  init(_ subject: ModuleSubject, _ record: PipelineRecord) {
    (self.subject, self.record) = (subject, record)
    let pairs = subject.outlines.values.map { (Self.name(of: $0), Self.digest(of: $0)) }
    digests = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// Why a gate that is open has to be opened again, as a clause; `nil` when it has not.
  func reason(_ gate: Gate) -> String? {
    let changed = changes(since: gate)
    if !changed.isEmpty {
      return
        "\(changed.joined(separator: ", ")) \(changed.count == 1 ? "has" : "have") changed since"
    }
    return reopened(before: gate).map {
      "the gate of \($0.label) was opened again for another text"
    }
  }

  /// What a gate approves.
  static func kinds(of gate: Gate.Kind) -> [ModuleDocumentKind] {
    switch gate {
    case .design: [.intentDesign]
    case .requirements: [.intentDesign, .intentRequirements, .intentScenarios]
    case .tasks: [.tasks]
    case .code, .tests: []
    }
  }

  /// Documents with the digests of what counts of them.
  func digests(for gate: Gate) -> [PipelineRecord.Document] {
    Self.kinds(of: gate.kind).compactMap { kind in
      subject.outlines[kind].map(Self.name).map {
        PipelineRecord.Document(name: $0, digest: digests[$0] ?? "")
      }
    }
  }

  /// Names of documents that have changed since the last gate that approved them, if it is this one.
  func changes(since gate: Gate) -> [String] {
    guard let passage = record.passage(of: gate) else { return [] }
    // The design gets ids in the step behind its gate, whose own gate approves it again.
    if gate.kind == .design, record.passage(of: Gate(.requirements)) == nil { return [] }
    return passage.documents.filter { document in
      isLast(passage, to: document.name) && digests[document.name] != document.digest
    }.map(\.name)
  }

  /// An earlier gate that was opened again, for other documents, after this one: what rests on the
  /// design or on requirements has to be looked at again. Tasks grow with every phase.
  func reopened(before gate: Gate) -> Gate? {
    let passages = record.passages
    guard [.requirements, .tasks].contains(gate.kind),
      let own = passages.lastIndex(where: { $0.gate == gate })
    else { return nil }
    return passages.indices[(own + 1)...].first { index in
      let later = passages[index]
      let isEarlier = later.gate.kind == .design || later.gate.kind == .requirements
      return isEarlier && later.gate != gate
        && later.documents.contains { isOther($0, than: passages[..<index]) }
    }.map { passages[$0].gate }
  }

  /// Not what was approved the last time that it was.
  private func isOther(
    _ document: PipelineRecord.Document, than earlier: ArraySlice<PipelineRecord.Passage>
  ) -> Bool {
    let before = earlier.lazy.reversed().compactMap { passage in
      passage.documents.first { $0.name == document.name }
    }.first
    return before.map { $0.digest != document.digest } ?? true
  }

  /// The design is approved twice, and only the last time counts.
  private func isLast(_ passage: PipelineRecord.Passage, to name: String) -> Bool {
    let last = record.passages.last { passage in
      passage.documents.contains { $0.name == name }
    }
    return last == passage
  }

  private static func name(of outline: ModuleOutline) -> String {
    outline.file.path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// Ticks are no change: they are what the list is for.
  private static func digest(of outline: ModuleOutline) -> String {
    var bytes = outline.file.bytes
    for box in outline.boxes { bytes[box.mark] = UInt8(ascii: " ") }
    // Another checkout may end lines otherwise.
    bytes.removeAll { $0 == 0x0D }
    return SHA256Digest(of: bytes).description
  }
}
