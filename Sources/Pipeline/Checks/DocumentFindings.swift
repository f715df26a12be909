public import SourceText

/// What the documents of a module are not, and must be.
public enum DocumentFindings {
  /// Findings about one module by the rules of `DocumentRules`, sorted.
  public static func of(_ subject: ModuleSubject, _ record: PipelineRecord) -> [Diagnostic] {
    let module = CheckedModule(subject)
    let found =
      intentFindings(module) + designFindings(module) + itemFindings(module) + phaseFindings(module)
      + phaseOrderFindings(module) + taskNumberFindings(module) + taskWordingFindings(module)
      + taskFindings(module) + idFindings(module, record) + changelogFindings(module)
    return found.sorted()
  }
}
