import Markdown
import SourceText
import TraceModel

extension LinkResolver {
  /// Resolves a short code, and reports what it lacks or does not know, each at its own word.
  func resolveEmbed(_ link: MarkdownLink, into diagnostics: inout [Diagnostic]) -> Embed? {
    guard let request = EmbedRequest(link.destination) else {
      diagnostics.append(
        Diagnostic(
          .unknownShortCode, at: link.range, "a short code is a name and key=\"value\" pairs"))
      return nil
    }
    var reading = EmbedReading(resolver: self, link: link, request: request)
    let embed = reading.embed()
    diagnostics += reading.diagnostics
    return embed
  }
}

/// A short code while its words are looked up.
private struct EmbedReading {
  let resolver: LinkResolver
  let link: MarkdownLink
  let request: EmbedRequest
  var diagnostics: [Diagnostic] = []

  mutating func embed() -> Embed? {
    guard let view = EmbedView(rawValue: request.name.text) else {
      let names = EmbedView.allCases.map(\.rawValue)
      fail(
        request.name, "there is no short code \(request.name.text)",
        fix: nearestName(to: request.name.text, among: names).map { "did you mean \($0)?" }
          ?? "the short codes are \(names.joined(separator: ", "))")
      return nil
    }
    checkKeys(of: view)
    let subject = view.subjects.first { request[$0.key] != nil }
    let node = subject.flatMap { found($0) }
    if subject == nil, view.needsSubject {
      let keys = view.subjects.map { "\($0.key)=\"…\"" }.joined(separator: " or ")
      fail(request.name, "short code \(view.rawValue) needs \(keys)")
    }
    let choices = chosen(view, subject)
    return diagnostics.isEmpty ? Embed(view: view, node: node, choices: choices) : nil
  }

  private mutating func checkKeys(of view: EmbedView) {
    for (key, _) in request.arguments where !view.keys.contains(key.text) {
      let known = view.keys
      fail(
        key, "short code \(view.rawValue) has no argument \(key.text)",
        fix: nearestName(to: key.text, among: known).map { "did you mean \($0)?" }
          ?? (known.isEmpty
            ? "it has none" : "its arguments are \(known.joined(separator: ", "))"))
    }
    let subjects = view.subjects.filter { request[$0.key] != nil }
    if subjects.count > 1, let second = request[subjects[1].key] {
      fail(
        second,
        "short code \(view.rawValue) takes \(subjects[0].key) or \(subjects[1].key), not both")
    }
  }

  /// The one node of a subject's kinds that has the name.
  private mutating func found(_ subject: EmbedView.Subject) -> NodeIndex? {
    guard let name = request[subject.key] else { return nil }
    let nodes = resolver.nodes(named: name.text, of: subject.kinds)
    if nodes.count == 1 { return nodes[0] }
    let kind = subject.kinds.first?.label ?? "node"
    let quoted = "\u{201C}\(name.text)\u{201D}"
    if nodes.isEmpty {
      fail(name, "no \(kind) is named \(quoted)", fix: nearest(name.text, subject))
    } else {
      let names = nodes.prefix(4).map { resolver.referableName(of: $0) }
      fail(
        name, "\(nodes.count) nodes are named \(quoted)",
        fix: "write one of \(names.joined(separator: ", "))")
    }
    return nil
  }

  private func nearest(_ name: String, _ subject: EmbedView.Subject) -> String? {
    let names = resolver.names(of: subject.kinds, qualified: name.utf8.contains(0x2F))
    return nearestName(to: name, among: names).map { "the nearest name is \($0)" }
      ?? (names.isEmpty || names.count > 8 || subject.kinds.isEmpty
        ? nil : "there are \(names.joined(separator: ", "))")
  }

  private mutating func chosen(
    _ view: EmbedView, _ subject: EmbedView.Subject?
  ) -> [String: String] {
    var choices: [String: String] = [:]
    for choice in view.choices {
      guard let value = request[choice.key] else { continue }
      if let needed = choice.subject, let subject, subject.key != needed {
        fail(value, "argument \(choice.key) goes with \(needed), not with \(subject.key)")
        continue
      }
      let words = self.words(choice.words)
      guard words.contains(value.text) else {
        fail(
          value,
          "\(choice.key)=\"\(value.text)\" is not one of \(words.prefix(12).joined(separator: ", "))",
          fix: nearestName(to: value.text, among: words).map { "did you mean \($0)?" })
        continue
      }
      choices[choice.key] = value.text
    }
    return choices
  }

  private func words(_ words: EmbedView.Choice.Words) -> [String] {
    let runs = resolver.graph.nodes(of: .run).lazy.compactMap { resolver.graph[$0].runFacts }
    switch words {
    case .these(let words): return words
    case .statusesOfRuns: return Set(runs.map(\.status)).sorted()
    case .typesOfRuns: return Set(runs.map(\.workflowType)).sorted()
    }
  }

  private mutating func fail(_ word: EmbedRequest.Word, _ summary: String, fix: String? = nil) {
    diagnostics.append(
      Diagnostic(.unknownShortCode, at: link.place(of: word), summary, fix: fix))
  }
}
