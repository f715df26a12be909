import SourceText
import System

/// How a build ended: when nothing has changed since, the next one says the same and does nothing.
struct LastBuild {
  /// Covers everything that the build depended on.
  var key: Fingerprint
  /// The program that ran it.
  var program: Fingerprint
  /// Everything it found.
  var findings: [Diagnostic]
  /// Files outside the listing on which it depended, and whether they were there.
  var lookups: [String: Bool]

  /// Equals no key: the inputs may have changed since without a trace.
  static let unsettled = Fingerprint(of: [])

  /// Whether those files are there, or not, as they were.
  func isStillSeen(in tree: ProjectTree) -> Bool {
    lookups.allSatisfy { path, wasThere in (tree.stamp(of: path) != nil) == wasThere }
  }

  /// Covers the project's files by their stamps, the configuration, the program and the output.
  static func key(
    _ listing: InputFiles, _ request: BuildRequest, program: Fingerprint
  ) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(program)
    hasher.combine(absolute(request.destination))
    for (key, setting) in request.configuration.settings.sorted(by: { $0.key < $1.key })
    where key != "jobs" {
      hasher.combine(key)
      hasher.combine(setting.value.stableText)
    }
    for file in listing.files {
      hasher.combine(file.path)
      hasher.combine(file.stamp.size)
      hasher.combine(file.stamp.modified)
      hasher.combine(file.stamp.changed)
      hasher.combine(file.stamp.inode)
    }
    for skipped in listing.skipped { hasher.combine(skipped.path) }
    hasher.combine(listing.commit)
    hasher.combine(request.day ?? "")
    return hasher.finish()
  }

  func encoded() -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(key)
    writer.write(program)
    writer.write(findings) { $0.write($1) }
    writer.write(lookups.sorted { $0.key < $1.key }) { writer, lookup in
      writer.write(lookup.key)
      writer.write(lookup.value)
    }
    return writer.bytes
  }

  init(
    key: Fingerprint, program: Fingerprint, findings: [Diagnostic], lookups: [String: Bool] = [:]
  ) {
    self.key = key
    self.program = program
    self.findings = findings
    self.lookups = lookups
  }

  /// Reads what `encoded` wrote; `nil` for anything else.
  init?(_ bytes: [UInt8]) {
    var reader = BinaryReader(bytes)
    guard let key = try? reader.fingerprint(), let program = try? reader.fingerprint(),
      let findings = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        try reader.finding()
      }),
      let lookups = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        (try reader.text(), try reader.flag())
      })
    else { return nil }
    self.init(
      key: key, program: program, findings: findings,
      lookups: Dictionary(lookups) { first, _ in first })
  }
}

extension ConfigurationValue {
  /// The same text in every process: a dictionary's own description is not.
  fileprivate var stableText: String {
    guard case .readers(let globs) = self else { return "\(self)" }
    return globs.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      "\($0.key.rawValue): \($0.value)"
    }.joined(separator: "; ")
  }
}

extension BinaryWriter {
  fileprivate mutating func write(_ finding: Diagnostic) {
    write(finding.rule.id)
    write(finding.severity.rawValue)
    write(finding.range)
    write(finding.summary)
    write(finding.notes) { writer, note in
      writer.write(note.text)
      writer.write(note.range != nil)
      if let range = note.range { writer.write(range) }
    }
    write(finding.fix)
  }

  private mutating func write(_ range: SourceRange) {
    write(range.path)
    for number in [range.span.start, range.span.end, range.line, range.column] {
      write(Int(number))
    }
  }
}

extension BinaryReader {
  fileprivate mutating func finding() throws(Malformed) -> Diagnostic {
    let id = try text()
    guard let rule = RuleCatalogue.rule(id), let severity = Severity(rawValue: try text()) else {
      throw Malformed()
    }
    let range = try sourceRange()
    let summary = try text()
    let notes = try array { (reader) throws(Malformed) -> Diagnostic.Note in
      let text = try reader.text()
      return Diagnostic.Note(text, at: try reader.flag() ? try reader.sourceRange() : nil)
    }
    return Diagnostic(
      rule, at: range, summary, notes: notes, fix: try optionalText(), severity: severity)
  }

  private mutating func sourceRange() throws(Malformed) -> SourceRange {
    let path = try text()
    let span = Span(try number(), try number())
    return SourceRange(path: path, span: span, line: try number(), column: try number())
  }
}
