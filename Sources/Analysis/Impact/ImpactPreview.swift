import SourceText
public import TraceModel

/// What a change of one statement would reach, before anybody makes it.
public struct ImpactPreview: Sendable {
  /// What becomes of the ends of one kind.
  public enum Effect: String, Sendable, CaseIterable {
    /// A generation would write them again, or somebody has to.
    case rewritten = "would be written again"
    /// They speak for the statement as it is.
    case invalidated = "would no longer show what they show"
    /// They describe or derive from it.
    case lookedAt = "would have to be looked at"
  }

  /// A node that the change reaches.
  public struct End: Sendable, Equatable {
    /// The node.
    public var place: ChangeFinding.Place
    /// How it is linked: `satisfies RT-1`.
    public var link: String
    /// What becomes of it.
    public var effect: Effect
  }

  /// A line that states the old value.
  public struct Line: Sendable, Equatable {
    /// The file.
    public var path: String
    /// From 1.
    public var number: Int
    /// The line without blanks around it, cut when it is long.
    public var text: String
    /// It belongs to an end of the change.
    public var isLinked: Bool
  }

  /// The statement.
  public let subject: ChangeFinding.Place
  /// What it would say; `nil` where only its links are asked for.
  public let change: ValueChange?
  /// In the order of effects, then of the search from the statement outward.
  public private(set) var ends: [End] = []
  /// In the order of paths and lines.
  public private(set) var lines: [Line] = []
  /// There are more lines than anybody would look through.
  public private(set) var isCut = false

  /// More lines than this state something else.
  static let lineLimit = 1_000

  /// Looks at what is linked with a node, and for lines that state the old value.
  /// - Parameters:
  ///   - node: the statement.
  ///   - change: the values; `nil` when only links are asked for.
  ///   - assessment: the project.
  ///   - paths: files in which the value is looked for.
  ///   - contents: the bytes of a file; `nil` for one that is not to be read.
  /// - Complexity: linear in the graph, and in the bytes of the files.
  public init(
    of node: NodeIndex, change: ValueChange?, in assessment: Assessment, paths: [String] = [],
    contents: (String) -> [UInt8]? = { _ in nil }
  ) {
    let graph = assessment.graph
    let keys = snapshotKeys(of: graph)
    let indices = Dictionary(
      keys.indices.compactMap { place in keys[place].map { ($0, NodeIndex(place)) } },
      uniquingKeysWith: { first, _ in first })
    let source = graph[node]
    let key = keys[Int(node.value)] ?? source.key
    subject = ChangeFinding.Place(key, title: source.title, at: source.range)
    self.change = change
    let linked = LinkedEnds(TraceSnapshot(of: assessment) { _ in nil })
    let found = linked.ends(of: key, goesOn: { _ in true })
    for end in found {
      guard let index = indices[end.node] else { continue }
      ends.append(Self.end(end, graph[index], beside: key))
    }
    let order = Effect.allCases
    ends = order.flatMap { effect in ends.filter { $0.effect == effect } }
    guard let change else { return }
    let linkedLines = LinkedLines([node] + found.compactMap { indices[$0.node] }, in: graph)
    search(ValueSearch(change.old), linkedLines, paths, contents)
  }

  private static func end(
    _ end: LinkedEnds.End, _ node: TraceNode, beside key: NodeKey
  ) -> End {
    let about = (end.through ?? key).shown(beside: node.key)
    return End(
      place: ChangeFinding.Place(end.node, title: node.title, at: node.range),
      link: "\(end.isSupport ? end.kind.rawValue : end.kind.inverse) \(about)",
      effect: end.isSupport ? effect(on: node) : .lookedAt)
  }

  private static func effect(on node: TraceNode) -> Effect {
    switch node.detail {
    case .artifact(let facts): facts.role == .test ? .invalidated : .rewritten
    case .sourceRange(let facts): facts.role == .test ? .invalidated : .rewritten
    case .evidence(let facts): facts.type == .testPasses ? .invalidated : .lookedAt
    case .alert, .panel, .test: .invalidated
    default: .lookedAt
    }
  }

  private mutating func search(
    _ search: ValueSearch, _ linked: LinkedLines, _ paths: [String],
    _ contents: (String) -> [UInt8]?
  ) {
    for path in Set(paths).sorted() {
      guard let bytes = contents(path), !bytes.prefix(8_192).contains(0) else { continue }
      let map = LineMap(SourceFile(path: path, bytes: bytes))
      for number in 1...map.count {
        guard let range = map.contents(ofLine: number) else { continue }
        let isLinked = linked.contains(number, of: path)
        guard search.matches(bytes[range], isLinked: isLinked) else { continue }
        guard lines.count < Self.lineLimit else {
          isCut = true
          return
        }
        let text = oneLine(String(decoding: bytes[range].prefix(400), as: UTF8.self))
        lines.append(Line(path: path, number: number, text: text, isLinked: isLinked))
      }
    }
  }
}
