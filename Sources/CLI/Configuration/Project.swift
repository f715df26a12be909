import Notation
import Reports
import SourceText
import System

/// Why a run ends before its work begins.
enum SetupFault: Error {
  /// The command line, exit code 2.
  case usage(UsageFault)
  /// `site.yaml`, exit code 2.
  case configuration(Findings, SourceFile?)
  /// The project cannot be opened, exit code 3.
  case cannotOpen(String)
}

/// A project's folder with its effective configuration.
struct Project: Sendable {
  /// The folder as the user named it.
  let root: String
  let tree: ProjectTree
  let configuration: Configuration

  /// Opens the folder of an invocation, reads `site.yaml`, and lays environment and flags over it.
  static func open(_ invocation: Invocation) throws(SetupFault) -> Project {
    let root = invocation.folder
    let plain = try openTree(root, TreeOptions())
    let configuration = try effectiveConfiguration(in: plain, invocation)
    let options = treeOptions(configuration, in: root)
    return Project(
      root: root, tree: try openTree(root, options), configuration: configuration)
  }

  /// The same project without the files of repositories that lie in its folder.
  func withoutRepositories() throws(SetupFault) -> Project {
    var options = tree.options
    options.leavesOutRepositories = true
    return Project(
      root: root, tree: try Self.openTree(root, options), configuration: configuration)
  }

  /// What `site.yaml` of a tree says, with environment and flags laid over it.
  static func effectiveConfiguration(
    in tree: any FileTree, _ invocation: Invocation
  ) throws(SetupFault) -> Configuration {
    try combined(try fileSettings(in: tree), invocation)
  }

  /// What a walk over a project leaves out, and where it is strict.
  static func treeOptions(_ configuration: Configuration, in root: String) -> TreeOptions {
    var options = TreeOptions()
    options.strictFolders = [configuration.content, configuration.templates]
    options.leftOut = output(of: configuration, in: root)
    return options
  }

  /// The output folder relative to the project, when it lies in it.
  private static func output(of configuration: Configuration, in root: String) -> [String] {
    guard configuration.origin(of: "destination").isFromUser else {
      return [configuration.destination]
    }
    let (output, folder) = (absolute(configuration.destination), absolute(root))
    let start = folder == "/" ? folder : folder + "/"
    return output.hasPrefix(start) ? [String(output.dropFirst(start.count))] : []
  }

  /// What `site.yaml` says; the defaults when there is none.
  static func decode(_ file: SourceFile) throws(SetupFault) -> Configuration {
    let (configuration, diagnostics) = ConfigurationReader.read(YAMLParser.parse(file))
    let findings = Findings(diagnostics)
    guard !findings.hasErrors else { throw .configuration(findings, file) }
    return configuration
  }

  private static func openTree(
    _ root: String, _ options: TreeOptions
  ) throws(SetupFault) -> ProjectTree {
    do throws(SystemError) {
      return try ProjectTree(root: root, options: options)
    } catch {
      throw .cannotOpen(error.description)
    }
  }

  private static func fileSettings(in tree: any FileTree) throws(SetupFault) -> Configuration {
    switch tree.read(Configuration.path, limit: NotationLimits.manifold.bytes) {
    case .success(let file): return try decode(file)
    case .failure(let fault):
      guard tree.isTaken(Configuration.path) else { return Configuration() }
      throw .configuration(Findings([fault]), nil)
    }
  }

  /// Flags and environment over the file. Their form has been checked, their sense not yet.
  private static func combined(
    _ file: Configuration, _ invocation: Invocation
  ) throws(SetupFault) -> Configuration {
    var result = file
    for key in ConfigurationKey.all {
      guard let option = key.option, let given = invocation.given[option.name] else { continue }
      let isPath = key.shape == .folder
      if !isPath, let complaint = complaint(about: given.text, as: key.shape) {
        let fault = UsageFault(
          "\(given.origin.description) \(complaint)", verb: invocation.verb.name)
        throw .usage(fault)
      }
      result.set(key, .init(value: value(given.text, key.shape), origin: given.origin))
    }
    return result
  }

  private static func value(
    _ text: String, _ shape: ConfigurationKey.Shape
  ) -> ConfigurationValue {
    switch shape {
    case .truth: .truth(Option.truth(of: text) ?? false)
    case .number: .number(Option.number(text) ?? 0)
    default: .text(text)
    }
  }
}
