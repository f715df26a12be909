import SourceText
import System

/// How a build ended: what has not changed since, the next one carries over.
struct LastBuild {
  /// Covers everything that the build depended on, but for the files of the project.
  var environment: Fingerprint
  var files = FileList(bytes: [])
  /// By number in `files`: a reader reads it.
  var isRead: [Bool]
  /// The program that ran it.
  var program: Fingerprint
  /// Everything it found.
  var findings: [Diagnostic]
  /// Files outside the listing on which it depended, and whether they were there.
  var lookups: [String: Bool]
  /// Files that were looked into as evidence, whoever else reads them.
  var evidence: [String]
  /// Covers what planning the site has left.
  var plan: Fingerprint
  /// Of what was published.
  var buildID: String

  /// Whether those files are there, or not, as they were.
  func isStillSeen(in tree: any FileTree) -> Bool {
    lookups.allSatisfy { path, wasThere in tree.isFile(path) == wasThere }
  }

  /// Covers the configuration, the program, the output and what is known of the project besides
  /// its files.
  static func environment(
    _ listing: InputFiles, _ request: BuildRequest, program: Fingerprint
  ) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(program)
    hasher.combine(absolute(request.destination))
    hasher.combine(settings(of: request.configuration))
    // The first build makes the output folder; that alone is no reason for the second to do it all.
    for skipped in listing.skipped where ![.published, .leftOut].contains(skipped.reason) {
      hasher.combine(skipped.path)
    }
    hasher.combine(listing.commit)
    hasher.combine(request.day ?? "")
    return hasher.finish()
  }

  /// Covers the settings that can change what is read or published.
  static func settings(of configuration: Configuration) -> Fingerprint {
    var hasher = Fingerprinter()
    for (key, setting) in configuration.settings.sorted(by: { $0.key < $1.key })
    where key != "jobs" {
      hasher.combine(key)
      hasher.combine(setting.value.stableText)
    }
    return hasher.finish()
  }

  func encoded() -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(environment)
    writer.write(files.bytes)
    writer.write(isRead.map { $0 ? 1 : 0 } as [UInt8])
    writer.write(program)
    writer.write(findings) { $0.write($1) }
    writer.write(lookups.sorted { $0.key < $1.key }) { writer, lookup in
      writer.write(lookup.key)
      writer.write(lookup.value)
    }
    writer.write(evidence) { $0.write($1) }
    writer.write(plan)
    writer.write(buildID)
    return writer.bytes
  }

  /// A build that has published something; its files are noted when it is kept.
  init(
    environment: Fingerprint, program: Fingerprint, result: SiteBuild.Result, buildID: String
  ) {
    self.environment = environment
    self.program = program
    isRead = result.isRead
    findings = result.findings
    lookups = result.lookups
    evidence = result.evidence.sorted()
    plan = result.memory
    self.buildID = buildID
  }

  /// Reads what `encoded` wrote; `nil` for anything else.
  init?(_ bytes: [UInt8]) {
    var reader = BinaryReader(bytes)
    guard let environment = try? reader.fingerprint(), let files = try? reader.content(),
      let isRead = try? reader.content(),
      let program = try? reader.fingerprint(),
      let findings = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        try reader.finding()
      }),
      let lookups = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        (try reader.text(), try reader.flag())
      }),
      let evidence = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        try reader.text()
      }), let plan = try? reader.fingerprint(), let buildID = try? reader.text()
    else { return nil }
    self.environment = environment
    self.files = FileList(bytes: files)
    self.isRead = isRead.map { $0 != 0 }
    self.program = program
    self.findings = findings
    self.lookups = Dictionary(lookups) { first, _ in first }
    self.evidence = evidence
    self.plan = plan
    self.buildID = buildID
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
  /// A finding with all that its reader needs.
  mutating func write(_ finding: Diagnostic) {
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
  /// A finding of a rule that there still is.
  mutating func finding() throws(Malformed) -> Diagnostic {
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
