import Analysis
import Patterns
import Site
import SourceText
import System
import TraceModel

extension RegistryProspects {
  /// What registries of a project have; `nil` when there is none to speak of.
  static func of(
    _ assessment: Assessment, _ project: Project, _ files: InputFiles
  ) -> RegistryProspects? {
    let sources = PackFiles(project, files.files, builtIn: PackFiles.patterns)
    guard !assessment.registries.isEmpty,
      let templates = PatternTemplates.read(sources.all).templates
    else { return nil }
    var hasher = Fingerprinter()
    for file in sources.all { hasher.combine(file.bytes) }
    var trees: [NodeIndex: RegistryTree] = [:]
    for compliance in assessment.registries {
      let scope = assessment.graph[compliance.registry].key.scope
      guard let folder = RegistryFolder.folder(of: scope) else { continue }
      let found = RegistryFolder.files(below: folder, of: files.files, in: project.tree)
      for file in found {
        hasher.combine(file.path)
        hasher.combine(file.bytes)
      }
      trees[compliance.registry] = RegistryTree(found)
    }
    return RegistryProspects(fingerprint: hasher.finish()) { [trees] registry in
      guard let tree = trees[registry],
        let compliance = assessment.registries.first(where: { $0.registry == registry })
      else { return RegistryProspect() }
      return prospect(
        tree, templates, RegistryFolder.requirements(of: compliance, in: assessment.graph))
    }
  }

  private static func prospect(
    _ tree: RegistryTree, _ templates: PatternTemplates, _ requirements: [CheckedRequirement]
  ) -> RegistryProspect {
    var prospect = RegistryProspect()
    guard let registry = Registry(tree, derivation: templates.recipe.derivation) else {
      return prospect
    }
    let criteria = SuccessCriteria(registry, templates, requirements: requirements)
    prospect.criteria = criteria.criteria.map {
      RegistryProspect.Criterion(
        text: $0.text, met: $0.met, total: $0.total, lacking: $0.lacking)
    }
    prospect.notExecuted = registry.programs(endingIn: ".ps1")
    let account = tree[PatternReport.place].map(PatternAccount.init)
    prospect.phases = (account?.phases ?? []).map {
      RegistryProspect.Phase(
        number: $0.number, title: $0.title, status: $0.status, seconds: $0.seconds,
        made: $0.made, open: $0.open)
    }
    return prospect
  }
}
