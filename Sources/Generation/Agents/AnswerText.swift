/// One file of an answer as text: size, characters, and words that belong to others.
struct AnswerText {
  private let path: String
  private let bytes: [UInt8]

  init(_ path: String, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  func check(_ task: AgentTask, _ request: GenerationRequest) throws(AgentRefusal) {
    guard !bytes.isEmpty else { throw AgentRefusal(.text, "\(path) is empty") }
    guard bytes.count <= AgentAnswer.fileLimit else {
      throw AgentRefusal(
        .text, "\(path) has \(bytes.count) bytes, more than the limit of \(AgentAnswer.fileLimit)")
    }
    guard bytes.last == 0x0A else {
      throw AgentRefusal(.text, "\(path) does not end its last line")
    }
    if let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first(where: isHidden) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      throw AgentRefusal(.text, "\(path) holds the character U+\(code), which no program needs")
    }
    if let id = foreignID(task, request) {
      throw AgentRefusal(.marks, "\(path) names \(id), which was not asked for")
    }
  }

  /// Controls, and what makes text read otherwise than it runs.
  private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFEFF:
      true
    default: false
    }
  }

  /// Whatever form of mark some reader knows, it needs the id.
  private func foreignID(_ task: AgentTask, _ request: GenerationRequest) -> String? {
    let words = Set(
      bytes.split { !Self.isWordByte($0) }.flatMap(Self.readings))
    let subject = request.subject
    let ids = [
      subject.constraints, subject.criteria, subject.truths, subject.failureModes,
    ].flatMap { $0.map(\.id) }
    return ids.first { $0 != task.id && words.contains($0) }
  }

  /// `B1-` at the end of a sentence is `B1`, too.
  private static func readings(_ word: ArraySlice<UInt8>) -> [String] {
    let isSign = { (byte: UInt8) in byte == 0x2D || byte == 0x2E }
    var inner = word.drop(while: isSign)
    while let last = inner.last, isSign(last) { inner.removeLast() }
    return [String(decoding: word, as: UTF8.self), String(decoding: inner, as: UTF8.self)]
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x5F
      || byte == 0x2D || byte == 0x2E || byte >= 0x80
  }
}

/// The marks of an answer: each id that was asked for in a block and at a test, and no other.
struct AnswerMarks {
  private let task: AgentTask

  init(_ task: AgentTask) { self.task = task }

  func check(_ code: GeneratedArtifact, _ tests: GeneratedArtifact) throws(AgentRefusal) {
    try checkBlocks(code)
    if let block = tests.blocks.first {
      throw refusal("\(tests.path) holds the block \(quotable(block.name)); blocks are for code")
    }
    for artifact in [code, tests] { try checkDirectives(artifact) }
    try checkTests(tests)
  }

  private func checkBlocks(_ code: GeneratedArtifact) throws(AgentRefusal) {
    let lines = ArtifactLines(code.bytes)
    if let fault = BlockScan(lines).faults.first {
      throw refusal("line \(fault.line) of \(code.path): \(quotable(fault.text))")
    }
    guard code.blockIDs == [task.id] else {
      throw refusal(
        code.blockIDs.isEmpty
          ? "no block of \(code.path) is for \(task.id)"
          : "blocks of \(code.path) are for \(quotable(code.blockIDs.joined(separator: ", "))); "
            + "expected \(task.id) alone")
    }
    // A block of comments would count as code.
    let holdsCode = code.blocks.contains { block in
      (block.lines.lowerBound..<block.lines.upperBound).contains { line in
        let text = lines.trimmed(line - 1).text
        return !text.isEmpty && text.first != UInt8(ascii: "#")
      }
    }
    guard holdsCode else { throw refusal("the block for \(task.id) holds no code") }
  }

  /// Marks that mean something to later runs are not an answer's to set.
  private func checkDirectives(_ artifact: GeneratedArtifact) throws(AgentRefusal) {
    let lines = ArtifactLines(artifact.bytes)
    for index in lines.lines.indices {
      let text = lines.trimmed(index).text.string
      guard text.contains("throughline:"), !text.hasPrefix("# throughline:begin "),
        text != "# throughline:end"
      else { continue }
      throw refusal("line \(index + 1) of \(artifact.path) holds a mark that is no block")
    }
  }

  private func checkTests(_ tests: GeneratedArtifact) throws(AgentRefusal) {
    let marked = tests.tests.filter { test in
      task.kind == .constraint
        ? test.constraints == [task.id] : test.failureModes == [task.id]
    }
    guard !marked.isEmpty else {
      throw refusal("no test of \(tests.path) is marked with \(task.kind.rawValue)(\"\(task.id)\")")
    }
    let names = tests.tests.map(\.name)
    if let twice = names.first(where: { name in names.count(where: { $0 == name }) > 1 }) {
      throw refusal("the test \(quotable(twice)) is there twice, and only one of them would run")
    }
    let claimed = tests.tests.flatMap { $0.constraints + $0.failureModes }.withoutRepetition
    guard claimed == [task.id] else {
      throw refusal("tests of \(tests.path) claim \(quotable(claimed.joined(separator: ", ")))")
    }
  }

  private func refusal(_ text: String) -> AgentRefusal { AgentRefusal(.marks, text) }
}
