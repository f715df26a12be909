import Pipeline
import SourceText
import Workflows

/// The files that a step of the module pipeline is about.
struct ModuleStepFiles {
  let step: Workflows.ModuleStep
  /// The folder of the module's documents.
  let documents: String

  /// Documents that the step writes, by name.
  private var names: Set<String> {
    switch step {
    case .design: ["INTENT_DESIGN.md"]
    case .requirements: ["INTENT_REQUIREMENTS.md", "INTENT_SCENARIOS.md"]
    case .tasks, .code: ["TASKS.md"]
    case .actualDocuments:
      ["ACTUAL_DESIGN.md", "ACTUAL_REQUIREMENTS.md", "ACTUAL_SCENARIOS.md", "INTENT_VS_ACTUAL.md"]
    case .stabilise, .endToEndTests: []
    }
  }

  private var writesPrograms: Bool { [.code, .stabilise, .endToEndTests].contains(step) }

  /// What speaks against a change of these files in this step.
  ///
  /// Documents of other steps and modules, records of what people have agreed to, and the settings
  /// by which the answer is judged are not its own.
  func faults(_ paths: some Sequence<String>) -> [String] {
    paths.sorted().compactMap { path in
      isOwn(path) ? nil : "\(displayName(path)) is no file of the step \(step.rawValue)"
    }
  }

  private func isOwn(_ path: String) -> Bool {
    if path.hasPrefix(documents + "/") {
      return names.contains(String(path.dropFirst(documents.utf8.count + 1)))
    }
    // Some file systems see no difference between letters of two sizes.
    let lower = path.lowercased()
    let name = lower.split(separator: "/").last.map(String.init) ?? ""
    let isProtected =
      lower == Configuration.path || name == PipelineRecord.name
      || Self.documents.contains { $0.lowercased() == name }
    return writesPrograms && !isProtected
  }

  private static let documents: Set<String> = [
    "INTENT_DESIGN.md", "INTENT_REQUIREMENTS.md", "INTENT_SCENARIOS.md", "TASKS.md",
    "ACTUAL_DESIGN.md", "ACTUAL_REQUIREMENTS.md", "ACTUAL_SCENARIOS.md", "INTENT_VS_ACTUAL.md",
  ]

  /// Documents that have to be there when the step is done.
  var required: [String] {
    guard [.design, .requirements, .tasks].contains(step) else { return [] }
    return names.sorted().map { "\(documents)/\($0)" }
  }
}
