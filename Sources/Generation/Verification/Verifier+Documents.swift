import SourceText

extension VerificationWork {
  // MARK: what documents describe

  /// Names of the outside in code, and in documents: each should know the other.
  mutating func checkDocuments() {
    let texts = documents.map { String(decoding: $0.file.bytes, as: UTF8.self) }
    let offered = self.offered
    for document in documents {
      checkDescribed(document, offered)
      checkSections(document)
    }
    checkAnchors()
    // Without any document that is said of each constraint already.
    guard !texts.isEmpty else { return }
    for name in offered where !texts.contains(where: { $0.contains(name.name) }) {
      let file = artifacts.first { $0.path == name.path }
      add(
        .nameUndocumented, file, name.line, "the \(name.kind) \"\(name.name)\" is in no document")
    }
  }

  /// Something that can be called or seen from outside.
  struct Offered {
    var kind: String
    var name: String
    var path: String
    var line: Int
  }

  private var offered: [Offered] {
    code.flatMap { file -> [Offered] in
      guard let python = file.python else { return [] }
      let handlers = python.functions.compactMap { function -> Offered? in
        guard let kind = Self.handler(function) else { return nil }
        return Offered(kind: kind, name: function.name, path: file.path, line: function.line)
      }
      return handlers + Self.events(python, file)
    }
  }

  private static func handler(_ function: PythonSource.Block) -> String? {
    ["signal", "query", "update"].first { kind in
      function.decorators.contains { $0.hasPrefix("@workflow.\(kind)") }
    }
  }

  /// `events.append("payment.moved", …)`: the name of an event is the first text of its call.
  private static func events(_ python: PythonSource, _ file: FoundArtifact) -> [Offered] {
    let calls = [".append(", ".emit(", ".publish(", ".record(", ".track(", ".event("]
    return python.statements.compactMap { statement in
      for call in calls {
        guard let place = statement.code.firstRange(of: call) else { continue }
        let rest = statement.code[place.upperBound...].drop { $0 == " " }
        guard rest.first == "\"" else { continue }
        let name = rest.dropFirst().prefix { $0 != "\"" }
        guard isEventName(name) else { continue }
        return Offered(kind: "event", name: String(name), path: file.path, line: statement.line)
      }
      return nil
    }
  }

  /// Words with dots between them: `payment.moved`.
  private static func isEventName(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F
          }
      }
  }

  /// Tables of signals and queries, and lines that show an event with its fields.
  private mutating func checkDescribed(_ document: FoundArtifact, _ offered: [Offered]) {
    var column: String?
    let program = code.map { String(decoding: $0.file.bytes, as: UTF8.self) }
    for number in 1...max(1, document.lines.count) {
      let line = document.text(number)
      if line.hasPrefix("|") {
        let cell = line.split(separator: "|").first.map(String.init) ?? ""
        let name = oneLine(String(cell.filter { $0 != "`" && $0 != " " }))
        if ["signal", "query", "event"].contains(name) {
          column = name
        } else if let kind = column, !name.hasPrefix("-"), !name.hasPrefix(":") {
          check(kind, name, document, number, offered, program)
        }
      } else {
        column = nil
        let name = line.prefix { $0 != "{" }
        guard line.hasSuffix("}"), line.count > name.count, Self.isEventName(name) else { continue }
        check("event", String(name), document, number, offered, program)
      }
    }
  }

  private mutating func check(
    _ kind: String, _ name: String, _ document: FoundArtifact, _ line: Int, _ offered: [Offered],
    _ program: [String]
  ) {
    let isThere =
      kind == "event"
      ? program.contains { $0.contains("\"\(name)\"") || $0.contains("'\(name)'") }
      : offered.contains { $0.kind == kind && $0.name == name }
    guard !isThere, !name.isEmpty else { return }
    add(
      .documentedNameMissing, document, line,
      "the \(kind) \"\(name.prefix(80))\" is described, and no code has it")
  }
}
