import SourceText
import TraceModel

/// Documents as gates let them through, and as they are now.
struct ApprovedDocuments {
  private let input: GateInput

  init(_ input: GateInput) { self.input = input }

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
      input.subject.outlines[kind].map {
        PipelineRecord.Document(name: Self.name(of: $0), digest: Self.digest(of: $0))
      }
    }
  }

  /// Names of documents that have changed since the last gate that approved them, if it is this one.
  func changes(since gate: Gate) -> [String] {
    guard let passage = input.record.passage(of: gate) else { return [] }
    // The design gets ids in the step behind its gate, whose own gate approves it again.
    if gate.kind == .design, input.next?.kind == .requirements { return [] }
    return passage.documents.filter { document in
      isLast(passage, to: document.name) && now(document.name) != document.digest
    }.map(\.name)
  }

  /// An earlier gate that was opened again, for other documents, after this one: what rests on the
  /// design or on requirements has to be looked at again. Tasks grow with every phase.
  func reopened(before gate: Gate) -> Gate? {
    let passages = input.record.passages
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

  private func now(_ name: String) -> String? {
    input.subject.outlines.values.first { Self.name(of: $0) == name }.map(Self.digest)
  }

  /// The design is approved twice, and only the last time counts.
  private func isLast(_ passage: PipelineRecord.Passage, to name: String) -> Bool {
    let last = input.record.passages.last { passage in
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
