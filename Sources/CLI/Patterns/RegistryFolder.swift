import Analysis
import Ingest
import Patterns
import SourceText
import System
import TraceModel

/// The folder that holds `patterns/`, with the files of the registry that generation may look at.
struct RegistryFolder {
  /// As the user has named it.
  let root: String
  private let tree: ProjectTree

  private static let index = "patterns/registry/PATTERN_INDEX.yaml"
  /// What a registry consists of: its own folder, and what stands beside it for the whole of it.
  private static let parts = ["patterns/", "scripts/", "schema/", "tests/patterns/"]

  /// The folder that `--root` names, or the only one of the project; `nil` when there is none, which
  /// has been said.
  init?(_ invocation: Invocation, _ project: Project, _ console: Console) throws(SetupFault) {
    let named = invocation.text(.registryRoot)
    guard let root = named ?? Self.only(in: project, console) else { return nil }
    self.root = root
    // What git ignores is there all the same, and must not be made again.
    var options = TreeOptions()
    options.honoursIgnoreFiles = false
    do throws(SystemError) {
      tree = try ProjectTree(root: root, options: options)
    } catch {
      throw .cannotOpen(error.description)
    }
  }

  /// For changes, which go round everything that is not a plain path.
  var absoluteRoot: String { absolute(root) }

  private static func only(in project: Project, _ console: Console) -> String? {
    let found = project.tree.listing().files.map(\.path).filter {
      $0 == index || $0.hasSuffix("/\(index)")
    }
    let folders = found.map { String($0.dropLast(index.utf8.count)) }
    guard let folder = folders.first else {
      console.complain("there is no \(index); name the folder that holds patterns/ with --root")
      return nil
    }
    guard folders.count == 1 else {
      console.complain("there are \(folders.count) registries; name one with --root")
      for folder in folders.prefix(20) { console.complain("  \(displayName(folder))") }
      return nil
    }
    return folder.isEmpty ? project.root : joined(project.root, String(folder.dropLast()))
  }

  /// Its files, and what could not be read: a file that is not read would look as if it were missing.
  func read() -> (files: RegistryTree, faults: [Diagnostic]) {
    var (files, faults) = ([SourceFile](), [Diagnostic]())
    for file in tree.listing().files where Self.isPart(file.path) {
      switch tree.read(file.path, limit: Self.limit) {
      case .success(let source): files.append(source)
      case .failure(let fault): faults.append(fault)
      }
    }
    return (RegistryTree(files), faults)
  }

  private static func isPart(_ path: String) -> Bool { parts.contains(where: path.hasPrefix) }
  private static let limit = 8 << 20

  // MARK: a registry of a project that is published

  /// The folder that holds the registry's, with a slash at its end; empty for the project's root,
  /// `nil` for a registry that is called otherwise.
  static func folder(of scope: Scope) -> String? {
    guard scope.path == "patterns" || scope.path.hasSuffix("/patterns") else { return nil }
    return String(scope.path.dropLast("patterns".utf8.count))
  }

  /// The files of a registry, named as seen from the folder that holds it.
  static func files(
    below folder: String, of all: [TreeFile], in tree: ProjectTree
  ) -> [SourceFile] {
    all.compactMap { file in
      guard file.path.hasPrefix(folder) else { return nil }
      let path = String(file.path.dropFirst(folder.utf8.count))
      guard isPart(path), let source = try? tree.read(file.path, limit: limit).get() else {
        return nil
      }
      return SourceFile(path: path, bytes: source.bytes)
    }
  }

  /// One of its files, for messages with their lines.
  func file(_ path: String) -> SourceFile? { try? tree.read(path).get() }

  /// How far the files comply with the specification of registries; `nil` without an index.
  static func assessment(of files: RegistryTree) -> (Assessment, PatternCompliance)? {
    let documents = files.paths.compactMap { files[$0] }.flatMap {
      Ingest.read($0, as: .patterns)
    }
    let (graph, _) = Ingest.link(
      [], documents: documents, projectPaths: Set(files.paths))
    let assessment = Assessment(of: graph)
    let own = assessment.registries.first { graph[$0.registry].key.scope.path == "patterns" }
    return own.map { (assessment, $0) }
  }

  /// The binding requirements that can be decided.
  static func requirements(of files: RegistryTree) -> [CheckedRequirement] {
    guard let (assessment, compliance) = assessment(of: files) else { return [] }
    return requirements(of: compliance, in: assessment.graph)
  }

  /// The same of a registry that has been assessed.
  static func requirements(
    of compliance: PatternCompliance, in graph: TraceGraph
  ) -> [CheckedRequirement] {
    compliance.results.filter { $0.requirement.level == .must && !$0.isUndecided }.map {
      CheckedRequirement(
        id: $0.requirement.id, title: $0.requirement.title, passed: $0.count(.passed),
        total: $0.checks.count, reasons: reasons($0, compliance, graph))
    }
  }

  /// Why checks did not pass, with the pattern's id in front.
  static func reasons(
    _ result: PatternCompliance.Result, _ compliance: PatternCompliance, _ graph: TraceGraph
  ) -> [String] {
    let isOfPatterns = result.requirement.subject == .pattern
    return result.checks.indices.filter { result.checks[$0].outcome != .passed }.map { index in
      let name = isOfPatterns ? "\(graph[compliance.patterns[index]].key.id): " : ""
      return "\(name)\(result.checks[index].reason)"
    }
  }
}
