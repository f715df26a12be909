import SourceText

extension YAMLTree {
  /// What the current alias stands for, if its copy fits into the budgets.
  ///
  /// Copies share their memory, but whoever walks the tree pays for every one, so they are counted
  /// as if they were written out.
  mutating func aliased(depth: Int) throws(Stop) -> Node {
    let span = self.span
    height = 0
    nodes += 1
    let name = events.anchor ?? ""
    guard let anchor = anchors[name] else {
      reportMissing(name, span)
      return nothing(at: span)
    }
    guard let total = affordable(anchor, depth) else {
      // One bomb is one mistake: the aliases after the first would only repeat it.
      if saysAliasBudget { reportBudget(name, span) }
      saysAliasBudget = false
      return nothing(at: span)
    }
    (nodes, bytes) = total
    height = anchor.height
    return Node(anchor.node.value, span)
  }

  /// The counts after copying; `nil` when one passes its limit.
  private func affordable(_ anchor: Anchor, _ depth: Int) -> (nodes: Int, bytes: Int)? {
    // Each summand is at most its limit, so the sums cannot overflow. The alias has been counted.
    let total = (nodes: nodes + anchor.nodes - 1, bytes: bytes + anchor.bytes)
    let fits =
      total.nodes <= limits.nodes && total.bytes <= limits.expandedBytes
      && depth + anchor.height - 1 <= limits.depth
    return fits ? total : nil
  }

  private func nothing(at span: Span) -> Node {
    Node(.scalar(Node.Scalar("", isPlain: true)), span)
  }

  private mutating func reportMissing(_ name: String, _ span: Span) {
    if openAnchors.contains(name) {
      findings.add(
        .yamlAlias, span, "alias \(quoted(name)) stands inside the value that it names",
        fix: "write the value out")
    } else if !isTail {
      let near = nearestName(to: name, among: anchors.keys.sorted())
      findings.add(
        .yamlAlias, span, "alias \(quoted(name)) has no anchor before it",
        note: near.map { "nearest anchor is \(quoted($0))" })
    }
  }

  private mutating func reportBudget(_ name: String, _ span: Span) {
    findings.add(
      .yamlLimit, span,
      "alias \(quoted(name)) makes the document larger than \(limits.nodes) values, "
        + "\(limits.expandedBytes) bytes or \(limits.depth) levels",
      fix: "write the values out where they are needed")
  }
}
