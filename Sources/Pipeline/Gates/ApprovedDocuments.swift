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
    return passage.documents.filter { document in
      isLast(passage, to: document.name) && now(document.name) != document.digest
    }.map(\.name)
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
    return SHA256Digest(of: bytes).description
  }
}
