import SourceText

/// Where ids stand: in code by marks, in documents as words, in alerts and panels by labels.
struct MentionIndex {
  private(set) var code: [String: [PatternCheck.Location]] = [:]
  private(set) var documents: [String: [PatternCheck.Location]] = [:]
  private(set) var measures: [String: [PatternCheck.Location]] = [:]

  init(_ work: VerificationWork) {
    for artifact in work.artifacts {
      switch artifact.kind {
      case .code:
        for mark in artifact.marks {
          for id in mark.ids { add(id, artifact, mark.lines.lowerBound, to: \.code) }
        }
      case .doc: readWords(artifact, work.known)
      case .observability:
        for measure in MeasureReading.measures(in: artifact.file) {
          for id in measure.ids { add(id, artifact, measure.line, to: \.measures) }
        }
      case .test, nil: break
      }
    }
  }

  private mutating func add(
    _ id: String, _ file: FoundArtifact, _ line: Int,
    to index: WritableKeyPath<Self, [String: [PatternCheck.Location]]>
  ) {
    self[keyPath: index][id, default: []].append(
      PatternCheck.Location(path: file.path, line: line, code: file.text(line)))
  }

  /// The first line of each id in a document, and none for what its origin header lists.
  private mutating func readWords(_ file: FoundArtifact, _ known: Set<String>) {
    var seen: Set<String> = []
    for number in 1...max(1, file.lines.count) {
      guard let span = file.lines.contents(ofLine: number) else { continue }
      let line = file.file.bytes[span]
      if line.begins(with: "Constraint coverage: ") { continue }
      for word in Self.words(line) where known.contains(word) && seen.insert(word).inserted {
        add(word, file, number, to: \.documents)
      }
    }
  }

  /// Words as ids are written; a backslash stands before what Markdown would take for a mark.
  static func words(_ line: ArraySlice<UInt8>) -> [String] {
    line.split { byte in
      let isWord = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
      return
        !(isWord || byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x5C || byte == 0x3A)
    }.map { word in
      var text = word.filter { $0 != 0x5C }
      while let last = text.last, last == 0x2E || last == 0x3A { text.removeLast() }
      return String(decoding: text, as: UTF8.self)
    }
  }
}
