import Reports
import Site
import SourceText
import System

/// The files of a pack, wherever they come from.
struct PackFiles {
  /// Named relative to the pack's folder, sorted.
  let all: [SourceFile]
  /// The folder, for messages.
  let folder: String

  /// Below `site-templates/`, in the binary and in projects.
  static let python = "artifacts/python/"
  static let watch = "artifacts/watch/"
  static let patterns = "artifacts/patterns/"
  static let module = "artifacts/module/"

  /// The pack that `--pack` names, or the built-in one.
  ///
  /// A project's files below its templates folder take the place of the built-in ones.
  init(
    _ invocation: Invocation, _ project: Project, builtIn: String = Self.python
  ) throws(SetupFault) {
    let files = { project.tree.listing().files }
    if invocation.text(.packFolder) == "watch" {
      self.init(project, files(), builtIn: Self.watch)
      return
    }
    if let folder = invocation.text(.packFolder) {
      self.init(
        all: try Self.read(folder), folder: folder.hasSuffix("/") ? folder : folder + "/")
      return
    }
    self.init(project, files(), builtIn: builtIn)
  }

  private init(all: [SourceFile], folder: String) {
    self.all = all
    self.folder = folder
  }

  /// The built-in pack, with the project's own files in place of its.
  init(_ project: Project, _ files: [TreeFile], builtIn: String = Self.python) {
    let own = project.configuration.templates + "/" + builtIn
    var byName: [String: SourceFile] = [:]
    for file in BuiltInDesign.files where file.path.hasPrefix(builtIn) {
      let name = String(file.path.dropFirst(builtIn.utf8.count))
      byName[name] = SourceFile(path: name, bytes: file.bytes)
    }
    for file in files where file.path.hasPrefix(own) {
      guard let bytes = try? project.tree.read(file.path, limit: 1 << 20).get().bytes else {
        continue
      }
      let name = String(file.path.dropFirst(own.utf8.count))
      byName[name] = SourceFile(path: name, bytes: bytes)
    }
    all = byName.values.sorted { $0.path < $1.path }
    folder = own
  }

  /// Prints findings about templates, with their lines.
  func report(_ diagnostics: [Diagnostic], on console: Console) {
    guard !diagnostics.isEmpty else { return }
    let contents = Dictionary(all.map { ($0.path, $0) }) { first, _ in first }
    var style = ReportStyle()
    style.pathPrefix = folder
    style.rules = RuleCatalogue.all
    console.report(Findings(diagnostics), as: .text, on: .error, style: style) { contents[$0] }
  }

  private static func read(_ folder: String) throws(SetupFault) -> [SourceFile] {
    do throws(SystemError) {
      let tree = try ProjectTree(root: folder)
      return tree.listing().files.compactMap { try? tree.read($0.path, limit: 1 << 20).get() }
    } catch {
      throw .cannotOpen(error.description)
    }
  }
}
