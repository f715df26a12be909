import TraceModel

/// What a file of a module is, and which module it belongs to, by its path alone.
struct ModulePlace {
  let path: String
  /// `nil` for a list of requirements that no convention names.
  private(set) var kind: ModuleDocumentKind?
  private(set) var scope: Scope
  /// Id of the module or change that the file belongs to; empty for global requirements.
  private(set) var owner = ""
  private(set) var isChange = false
  /// The specification that a change is about, before the ids of what it changes.
  private(set) var capability = ""
  /// Where the specification itself is kept.
  private(set) var specification = ""

  init(_ path: String) {
    self.path = path
    var folders = path.split(separator: "/").map(String.init)
    let file = folders.popLast() ?? ""
    let stem = file.hasSuffix(".md") ? String(file.dropLast(3)) : file
    kind = Self.kind(of: stem)
    scope = .project
    if let open = folders.lastIndex(of: "openspec") {
      // What was built and what became of tasks has its own names there, too.
      if ![.tasks, .intentVsActual, .changelog].contains(kind), !isActual { kind = .openSpec }
      placeOpenSpec(folders, open, stem)
      return
    }
    if kind == nil, stem == "REQUIREMENTS", folders.contains("modules") {
      kind = .intentRequirements
    }
    if kind == nil {
      scope = Scope(root: folders.joined(separator: "/"), name: stem)
      return
    }
    if folders.last == "docs", folders.count > 1 { folders.removeLast() }
    owner = folders.popLast() ?? "module"
    scope = Scope(root: folders.joined(separator: "/"), name: owner)
    if kind == .changelog, path == "CHANGELOG.md" {
      // What the project as a whole has released belongs to no module.
      scope = Scope(name: "changelog")
      owner = ""
    }
  }

  /// A table whose rows are all that is known of its requirements.
  var isMatrix: Bool { kind == .table && !path.hasSuffix("FRD.md") }

  var isActual: Bool {
    [.actualDesign, .actualRequirements, .actualScenarios].contains(kind)
  }

  /// The name without the number and the spelling that the conventions differ in.
  private static func kind(of stem: String) -> ModuleDocumentKind? {
    let bare = stem.drop { $0.isNumber }.drop { $0 == "_" || $0 == "-" }
    switch bare.uppercased() {
    case "DESIGN": return stem == "design" ? nil : .intentDesign
    case "REQUIREMENTS": return nil
    case "INTENT_FACTS": return .intentRequirements
    case "IMPLEMENTATION_PLAN": return .tasks
    case "FRD", "RTM", "TRACEABILITY-MATRIX", "REQUIREMENTS-TEST-MATRIX": return .table
    case let name: return ModuleDocumentKind(rawValue: name)
    }
  }

  private mutating func placeOpenSpec(_ folders: [String], _ open: Int, _ stem: String) {
    let rest = folders[(open + 1)...]
    let root = folders[...open].joined(separator: "/")
    guard let area = rest.first else {
      owner = stem
      scope = Scope(root: root, name: stem)
      return
    }
    let isArchived = rest.dropFirst().first == "archive"
    let names = rest.dropFirst(isArchived ? 2 : 1)
    owner = names.first ?? stem
    let base = isArchived ? "\(root)/\(area)/archive" : "\(root)/\(area)"
    scope = Scope(root: base, name: owner)
    isChange = area == "changes" && !names.isEmpty
    guard isChange, names.dropFirst().first == "specs", let name = names.dropFirst(2).first else {
      return
    }
    capability = name
    specification = "\(root)/specs/\(name)"
  }
}
