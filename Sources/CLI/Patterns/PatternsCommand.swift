import Patterns
import Reports
import SourceText

/// What `patterns` can do.
enum PatternsStep: String, CaseIterable {
  case generate, check, status
}

/// `patterns`: what a registry lacks is made, or listed, or checked.
enum PatternsCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    guard let order = try PatternsOrder(invocation, console) else { return .findings }
    switch PatternsStep(rawValue: invocation.operands.first ?? "") {
    case .generate: return PatternsGeneration(order).run()
    case .check: return PatternsCheck(order).run()
    case .status, nil: return PatternsStatus(order).run()
    }
  }
}

/// What every step begins with: templates that can be used, and a registry that can be read.
struct PatternsOrder {
  let invocation: Invocation
  let console: Console
  let folder: RegistryFolder
  let templates: PatternTemplates
  /// As it is on the disk.
  let files: RegistryTree
  /// Some entries of the index cannot be used, which has been said.
  private(set) var hasFaults = false

  /// `nil` when something is wrong with either, which has been said.
  init?(_ invocation: Invocation, _ console: Console) throws(SetupFault) {
    (self.invocation, self.console) = (invocation, console)
    let project = try Project.open(invocation)
    let sources = try PackFiles(invocation, project, builtIn: PackFiles.patterns)
    let (templates, faults) = PatternTemplates.read(sources.all)
    sources.report(faults, on: console)
    guard let templates else {
      console.complain("the templates of patterns cannot be used, so nothing is done")
      return nil
    }
    guard let folder = try RegistryFolder(invocation, project, console) else { return nil }
    (self.templates, self.folder) = (templates, folder)
    let (files, unread) = folder.read()
    self.files = files
    guard unread.isEmpty else {
      report(unread)
      console.complain("what cannot be read would look as if it were missing, so nothing is done")
      return nil
    }
    guard let registry = Registry(files, derivation: templates.recipe.derivation) else {
      console.complain(
        "\(folder.root) has no patterns/registry/PATTERN_INDEX.yaml; name the folder that holds "
          + "patterns/ with --root")
      return nil
    }
    report(registry.diagnostics)
    // Entries that cannot be used stand in nobody's way; what cannot be read may hide any number.
    let unreadable = registry.diagnostics.contains {
      $0.severity == .error && !PatternsRules.all.contains($0.rule)
    }
    guard !unreadable else {
      console.complain("the index cannot be read to its end, so nothing is done")
      return nil
    }
    hasFaults = registry.diagnostics.contains { $0.severity == .error }
  }

  /// The registry with some files; they always have an index, because none is ever removed.
  func registry(_ files: RegistryTree) -> Registry? {
    Registry(files, derivation: templates.recipe.derivation)
  }

  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    var style = ReportStyle()
    style.pathPrefix = repositoryPrefix(of: folder.root)
    style.rules = RuleCatalogue.all
    console.report(Findings(diagnostics), as: .text, on: .error, style: style) { folder.file($0) }
  }
}
