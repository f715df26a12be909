import SourceText
import TraceModel

extension TraceSnapshot {
  /// What a revision says and holds.
  /// - Parameters:
  ///   - assessment: its graph with verdicts and gaps.
  ///   - contents: the bytes of a file of the same revision by its path; `nil` for one that is not
  ///     there, or larger than anybody wants to read.
  /// - Complexity: linear in nodes, links, and the bytes of files that nodes name.
  public init(of assessment: Assessment, contents: (String) -> [UInt8]?) {
    self = withoutActuallyEscaping(contents) { contents in
      var reading = SnapshotReading(assessment, FileDigests(contents))
      reading.read()
      return reading.snapshot
    }
  }

  /// Kinds of node that are compared. What others produce or talk about is not: results count by the
  /// verdicts that rest on them, and runs, reports and records of a forge tell of the past.
  static func compares(_ kind: NodeKind) -> Bool {
    switch kind {
    case .test, .coverage, .finding, .run, .report, .criterion, .antiPattern, .pullRequest,
      .issue, .release:
      false
    default: true
    }
  }
}

/// A snapshot while it is made.
private struct SnapshotReading {
  let assessment: Assessment
  var snapshot = TraceSnapshot()
  private var files: FileDigests
  /// By number in the graph; `nil` for kinds that are not compared.
  private var keys: [NodeKey?]
  private var owners: [NodeIndex?]

  private var graph: TraceGraph { assessment.graph }

  init(_ assessment: Assessment, _ files: FileDigests) {
    self.assessment = assessment
    self.files = files
    keys = snapshotKeys(of: assessment.graph)
    owners = [NodeIndex?](repeating: nil, count: keys.count)
  }

  mutating func read() {
    let lacks = worstGaps()
    for number in keys.indices where keys[number] != nil {
      add(NodeIndex(number), lacks[NodeIndex(number)])
    }
    snapshot.nodes.sort { $0.key < $1.key }
    readLinks()
    readClaims()
    for node in graph.nodes(of: .constraint) where !isInTemplate(node, graph) {
      snapshot.constraints.add(assessment.verdicts[node])
    }
  }

  private mutating func add(_ index: NodeIndex, _ lack: TraceSnapshot.Lack?) {
    guard let key = keys[Int(index.value)] else { return }
    let source = graph[index]
    let content = content(of: source)
    let text = source.comparedText(isRead: content != nil)
    var node = TraceSnapshot.Node(
      key, title: source.title, text: text, digest: digest(text, content), at: source.range)
    node.parent = source.parent.flatMap { keys[Int($0.value)] }
    node.owner = owner(of: index).flatMap { keys[Int($0.value)] }
    node.type = source.constraintType
    node.isRead = content != nil
    node.facets = assessment.verdicts.facets(of: index)
    node.gap = lack
    if assessment.verdicts.isAssessed(source), !isInTemplate(index, graph) {
      node.verdict = assessment.verdicts[index]
    }
    snapshot.nodes.append(node)
  }

  private func digest(_ text: String, _ content: Fingerprint?) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(text)
    if let content { hasher.combine(content) }
    return hasher.finish()
  }

  /// The digest of the file or of the lines that a node is; `nil` where there are none to read.
  private mutating func content(of node: TraceNode) -> Fingerprint? {
    switch node.detail {
    case .artifact(let facts): files.file(facts.path, below: node.key.scope.root)
    case .evidence(let facts): facts.path.flatMap { files.file($0, below: node.key.scope.root) }
    case .sourceRange(let facts): files.lines(facts.firstLine...facts.lastLine, of: facts.path)
    default: nil
    }
  }

  /// Parents are at most as many as the reader lets nest; each is looked at once, for its children.
  private mutating func owner(of node: NodeIndex) -> NodeIndex? {
    let number = Int(node.value)
    if let known = owners[number] { return known }
    var chain = [number]
    var found: NodeIndex?
    var current: NodeIndex? = node
    while let index = current, chain.count < 70, found == nil {
      switch graph[index].key.kind {
      case .manifold, .module: found = index
      default: found = owners[Int(index.value)]
      }
      current = found == nil ? graph[index].parent : nil
      if let current { chain.append(Int(current.value)) }
    }
    if let found { for number in chain where owners[number] == nil { owners[number] = found } }
    return found
  }

  /// The worst gap of each node that the project does not accept, or else the worst that it accepts.
  private func worstGaps() -> [NodeIndex: TraceSnapshot.Lack] {
    Dictionary(
      assessment.gaps().map {
        ($0.node, TraceSnapshot.Lack($0.reason, $0.text, isAccepted: $0.isAccepted))
      }, uniquingKeysWith: { worst, _ in worst })
  }

  private mutating func readLinks() {
    var seen = Set<LinkMark>(minimumCapacity: graph.links.count)
    for link in graph.links {
      guard let source = keys[Int(link.source.value)], seen.insert(LinkMark(link)).inserted else {
        continue
      }
      var found = TraceSnapshot.Link(source, link.kind, nil, basis: link.basis)
      switch link.target {
      case .node(let target):
        guard let target = keys[Int(target.value)] else { continue }
        found.target = target
      case .missing(let id): found.missing = id
      case .ambiguous: break
      }
      snapshot.links.append(found)
    }
  }

  /// What tells two links apart, wherever they are stated.
  private struct LinkMark: Hashable {
    var source: NodeIndex
    var target: LinkTarget
    var kind: LinkKind
    var basis: LinkBasis

    init(_ link: TraceLink) {
      (source, kind, basis) = (link.source, link.kind, link.basis)
      // Several nodes are as good as none.
      if case .ambiguous = link.target { target = .ambiguous("", []) } else { target = link.target }
    }
  }

  private mutating func readClaims() {
    for checked in assessment.claims {
      guard let owner = keys[Int(checked.claim.manifold.value)] else { continue }
      snapshot.claims.append(
        .init(
          of: owner, subject(of: checked), declared: checked.claim.declared,
          computed: checked.computed, checked.outcome, at: checked.claim.range))
    }
  }

  /// A claim about one node names it, so that two of them are not taken for one.
  private func subject(of checked: CheckedClaim) -> String {
    switch checked.claim.subject {
    case .status(let node), .cell(let node, _):
      let id = graph[node].key.id
      return checked.subject.contains(id) ? checked.subject : "\(checked.subject) of \(id)"
    default: return checked.subject
    }
  }
}
