import SourceText

/// One run over a stretch of YAML: check the bytes, build the trees, look behind broken places.
struct YAMLReading {
  private(set) var roots: [Node?] = []
  private(set) var findings: Findings
  private let limits: NotationLimits
  /// What the library must not see; `nil` when there is nothing of the kind.
  private var pairs: EscapedPairs?

  /// Parts looked through after broken places; each costs a pass over the rest of the file.
  private static let maximumTails = 32
  /// The library searches its list of `%TAG` lines for each new one.
  private static let maximumDirectives = 32

  static func read(
    _ file: SourceFile, in range: Range<Int>, limits: NotationLimits, lines: LineMap?
  ) -> YAMLReading {
    let range = range.clamped(to: 0..<file.bytes.count)
    if range.count > limits.bytes { return tooLarge(file, range.count, limits) }
    let findings = Findings(lines: lines ?? LineMap(file))
    var reading = YAMLReading(findings: findings, limits: limits)
    file.bytes.withUnsafeBufferPointer { whole in
      let isMarked = whole[range].starts(with: [0xEF, 0xBB, 0xBF])
      let start = range.lowerBound + (isMarked ? 3 : 0)
      let text = UnsafeBufferPointer(rebasing: whole[start..<range.upperBound])
      reading.check(text, base: start)
    }
    return reading
  }

  private init(findings: Findings, limits: NotationLimits) {
    self.findings = findings
    self.limits = limits
  }

  private static func tooLarge(
    _ file: SourceFile, _ count: Int, _ limits: NotationLimits
  ) -> YAMLReading {
    // Not even lines are counted in a file of any size.
    let nothing = LineMap(SourceFile(path: file.path, bytes: []))
    var reading = YAMLReading(findings: Findings(lines: nothing), limits: limits)
    reading.findings.addForFile(
      .yamlLimit, file.path, "the text has \(count) bytes, more than the limit of \(limits.bytes)")
    return reading
  }

  private mutating func check(_ text: UnsafeBufferPointer<UInt8>, base: Int) {
    let encoding = EncodingCheck(text, refusesControls: true)
    if encoding.findings.isEmpty {
      pairs = EscapedPairs(text, base: base)
      guard let pairs else { return read(text, base: base, isASCII: encoding.isASCII) }
      return pairs.copy.withUnsafeBufferPointer {
        read($0, base: base, isASCII: encoding.isASCII)
      }
    }
    encoding.report(text, base: base, to: &findings)
    if !findings.isFull {
      encoding.repaired(text).withUnsafeBufferPointer { read($0, base: base, isASCII: false) }
    }
    roots = roots.map { _ in nil }
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool) {
    guard !hasManyDirectives(text, base: base) else { return }
    var broken = readPart(text, base: base, isASCII: isASCII, isTail: false)
    var offset = 0
    var tails = 0
    while let place = broken, tails < Self.maximumTails, !findings.isFull {
      guard let next = YAMLRecovery.topLevelKey(in: text, after: offset + place) else { return }
      offset = next
      tails += 1
      let tail = UnsafeBufferPointer(rebasing: text[next...])
      broken = readPart(tail, base: base + next, isASCII: isASCII, isTail: true)
    }
  }

  /// Builds what can be built from a part; gives the offset in it from which looking on makes sense
  /// when its syntax is broken.
  private mutating func readPart(
    _ text: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool, isTail: Bool
  ) -> Int? {
    guard let events = YAMLEvents.open(text) else { return nil }
    let places = CodePointIndex(text, base: base, isASCII: isASCII)
    var tree = YAMLTree(
      events, places: places, limits: limits, findings: findings, isTail: isTail)
    tree.pairs = pairs
    var built: [Node?] = []
    let isBroken = tree.build(&built)
    findings = tree.findings
    if !isTail { roots = built }
    guard isBroken else { return nil }
    let fault = YAMLFault(tree.events.failure, text, places, base: base)
    fault.report(to: &findings)
    guard tree.isBlockMapping else { return nil }
    return fault.resumption(in: text, base: base, findings: &findings)
  }

  private mutating func hasManyDirectives(
    _ text: UnsafeBufferPointer<UInt8>, base: Int
  ) -> Bool {
    var count = 0
    for index in text.indices where text[index] == 0x25 {
      guard index == 0 || text[index - 1] == 0x0A || text[index - 1] == 0x0D else { continue }
      count += 1
      if count > Self.maximumDirectives {
        findings.add(
          .yamlLimit, Span(base + index, base + index + 1),
          "more than \(Self.maximumDirectives) lines start with \"%\"",
          fix: "remove the directives")
        return true
      }
    }
    return false
  }
}

extension YAMLTree {
  /// Builds all documents; `true` when the syntax is broken and the failure is not yet reported.
  mutating func build(_ roots: inout [Node?]) -> Bool {
    do {
      try documents(&roots)
      return false
    } catch {
      return error == .syntax
    }
  }

  private mutating func documents(_ roots: inout [Node?]) throws(Stop) {
    while true {
      try advance()
      switch events.kind {
      case .streamEnd: return
      case .documentStart: try document(&roots)
      default: break
      }
    }
  }

  private mutating func document(_ roots: inout [Node?]) throws(Stop) {
    if roots.count >= limits.documents { try refuseDocument() }
    roots.append(nil)
    anchors.removeAll()
    try advance()
    isBlockMapping =
      events.kind == .mappingStart && events.isBlockMapping && events.column == 0
    roots[roots.count - 1] = try node(depth: 1)
  }

  private mutating func refuseDocument() throws(Stop) -> Never {
    let allowed = limits.documents == 1 ? "one document" : "\(limits.documents) documents"
    findings.add(
      .yamlDocuments, span, "expected \(allowed) in a file, found another",
      fix: "move it into a file of its own")
    throw .limit
  }
}
