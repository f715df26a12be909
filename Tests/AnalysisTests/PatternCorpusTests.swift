import Analysis
import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

/// The registry of the corpus at the commit whose own report claims full compliance.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `A real registry` {
  private static let commit =
    "DICKY1987+complete-ai-development-pipeline-canonical-phase-plan@6f28b42d"
  private static let root = "\(commit)/UNIVERSAL_EXECUTION_TEMPLATES_FRAMEWORK"

  /// Figures by requirement: passed, failed, and not to be checked for want of the file.
  private static let figures: [(id: String, passed: Int, failed: Int, blocked: Int)] = [
    ("011", 9, 24, 0), ("012", 11, 22, 0), ("013", 10, 23, 0), ("014", 11, 22, 0),
    ("020", 16, 17, 0), ("021", 9, 24, 0), ("022", 9, 24, 0), ("030", 16, 17, 0),
    ("031", 9, 7, 17), ("032", 16, 17, 0), ("033", 9, 7, 17), ("040", 15, 18, 0),
    ("041", 14, 1, 18), ("042", 9, 6, 18), ("050", 10, 23, 0), ("051", 9, 1, 23),
    ("052", 9, 1, 23), ("060", 16, 17, 0), ("061", 16, 0, 17), ("062", 9, 7, 17),
    ("070", 9, 24, 0),
  ]

  @Test func `gets the strict result and not its own`() throws {
    let corpus = try Corpus(below: Self.commit)
    let assessment = Assessment(of: corpus.graph)
    let compliance = try #require(assessment.registries.first)
    #expect(assessment.registries.count == 1 && compliance.patterns.count == 33)
    for (id, passed, failed, blocked) in Self.figures {
      let result = try #require(compliance.result("PAT-CHECK-001-\(id)"))
      let found = [result.count(.passed), result.count(.failed), result.count(.blocked)]
      #expect(found == [passed, failed, blocked], "\(id)")
    }
    #expect(!compliance.isCompliant)
    #expect(compliance.result("PAT-CHECK-001-001")?.isPassed == true)
    #expect(compliance.result("PAT-CHECK-001-002")?.isPassed == true)
    #expect(compliance.result("PAT-CHECK-001-010")?.isPassed == true)
    // What the corpus leaves out, and what stands for it.
    #expect(corpus.stubs.count == 32 && corpus.absent == ["executors", "tests"])
  }

  @Test func `has its statements denied`() throws {
    let assessment = Assessment(of: try Corpus(below: Self.commit).graph)
    let claims = try #require(assessment.registries.first).claims
    func computed(_ subject: String) -> Set<String> {
      Set(
        claims.filter { $0.subject == subject }.map { "\($0.claim.declared.text) \($0.computed)" })
    }
    #expect(computed("total_patterns") == ["24 33"])
    #expect(computed("total_categories") == ["9 13"])
    #expect(computed("migrated_patterns") == ["17 17"])
    #expect(computed("core_patterns") == ["7 16"])
    #expect(computed("schemas in the registry") == ["40 16"])
    #expect(computed("examples in the registry") == ["46 48"])
    #expect(computed("sidecars in the registry").contains("24 16"))
    #expect(computed("tests in the registry") == ["10 16"])
    #expect(computed("schemas in the document's own list") == ["40 23"])
    #expect(computed("examples in the document's own list") == ["46 35"])
    #expect(computed("patterns with a doc_id") == ["24 11"])
    #expect(computed("requirements that pass").contains("9/9 3/9"))
    #expect(claims.filter { $0.subject == "compliance" }.allSatisfy { $0.outcome == .differs })
  }

  @Test func `has its contradictions found by rules`() throws {
    let corpus = try Corpus(below: Self.commit)
    let found = corpus.diagnostics + Assessment(of: corpus.graph).diagnostics
    func has(_ rule: String, _ words: String) -> Bool {
      found.contains { $0.rule.id == rule && $0.summary.contains(words) }
    }
    #expect(has("pattern-file", "self_heal_executor.ps1 is there"))
    #expect(has("pattern-example", "instance_minimal.json lacks the required input template_type"))
    #expect(has("pattern-mapping", "DOC-ATOMIC-CREATE-001, but its entry has no doc_id"))
    #expect(has("pattern-claim", "total_patterns is stated as \"24\", computed: 33"))
    #expect(has("pattern-shape", "of 33 entries"))
    #expect(has("pattern-unregistered", "batch_file_generation.pattern.yaml"))
    #expect(has("pattern-escape", "backslash"))
    #expect(has("pattern-backup", "second registry"))
    #expect(!found.contains { $0.rule.id == "dangling-reference" })
    #expect(!found.contains { $0.severity == .error })
  }

  @Test func `is read in every version`() throws {
    let corpus = try Corpus(below: "")
    let registries = Assessment(of: corpus.graph).registries
    let counts = registries.map { registry in
      let total = registry.claims.first { $0.subject == "total_patterns" }
      return "\(total?.claim.declared.text ?? "none") \(registry.patterns.count)"
    }
    #expect(
      counts.sorted() == [
        "0 0", "1 1", "24 24", "24 24", "24 33", "24 40", "28 44", "28 44", "7 7",
      ])
    #expect(registries.allSatisfy { !$0.isCompliant })
    #expect(corpus.diagnostics.contains { $0.rule.id == "pattern-empty-registry" })
  }
}

/// A tree of the corpus, with a stub for every program that its table of ids names.
private struct Corpus {
  let graph: TraceGraph
  let diagnostics: [Diagnostic]
  /// Paths of programs that are not in the corpus.
  private(set) var stubs: [String] = []
  /// Folders of a registry that the corpus has only as stubs.
  private(set) var absent: Set<String> = []

  init(below folder: String) throws {
    let corpora = try #require(Inputs.corpora)
    let paths = try Inputs.files(below: "\(corpora)/003").filter { $0.hasPrefix(folder) }
    var files = try paths.map { path in
      SourceFile(path: path, bytes: try Inputs.bytes("003/\(path)", in: Inputs.corpora))
    }
    for table in files where table.path.hasSuffix("_derived_executor_doclinks.tsv") {
      let top = table.path.prefix { $0 != "/" }
      for row in String(decoding: table.bytes, as: UTF8.self).split(separator: "\n").dropFirst() {
        let stub = Self.stub(row.split(separator: "\t", omittingEmptySubsequences: false), top)
        try #require(!paths.contains(stub.path), "the corpus has \(stub.path) itself")
        stubs.append(stub.path)
        absent.insert(String(stub.path.split(separator: "/").dropLast().last ?? ""))
        files.append(stub)
      }
    }
    let documents = files.filter { Self.isRead($0.path) }.flatMap {
      Ingest.read($0, as: .patterns)
    }
    (graph, diagnostics) = Ingest.link(
      [], documents: documents, projectPaths: Set(files.map(\.path)))
  }

  /// The header that the row gives the program.
  private static func stub(_ row: [Substring], _ top: Substring) -> SourceFile {
    let link = row[1].isEmpty ? "" : "# DOC_LINK: \(row[1])\n"
    let label = row[2].isEmpty ? "" : "# Pattern: \(row[2])\n"
    return SourceFile(path: "\(top)/\(row[0])", text: link + label)
  }

  /// What the standard globs leave to this reader.
  private static func isRead(_ path: String) -> Bool {
    if path.hasSuffix(".tsv") || path.hasSuffix(".txt") { return false }
    if path.hasSuffix(".md") { return path.hasSuffix("REPORT.md") || path.hasSuffix("PLAN.md") }
    let names = ["/schemas/", "/examples/", "/registry/", "/specs/", "/executors/", "/tests/"]
    return path.contains("/converted/") || names.contains(where: path.contains)
  }
}
