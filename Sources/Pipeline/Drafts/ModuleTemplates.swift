public import SourceText
public import Templates

/// Templates of documents and prompts; a project's own take the place of the built-in ones.
public struct ModuleTemplates: Sendable {
  private let set: TemplateSet

  /// Compiles the files of a folder of templates, named relative to it.
  ///
  /// - Returns: the templates, `nil` when one of them has faults, and every fault.
  public static func read(
    _ files: [SourceFile]
  ) -> (templates: ModuleTemplates?, diagnostics: [Diagnostic]) {
    let (set, faults) = TemplateSet.compile(files)
    guard !faults.contains(where: { $0.severity == .error }) else { return (nil, faults) }
    return (ModuleTemplates(set: set), faults)
  }

  /// What a step begins with: the design, or requirements and scenarios.
  public func documents(
    of module: NewModule, for gate: Gate.Kind
  ) -> Result<[ModuleFile], Unrendered> {
    var files: [ModuleFile] = []
    for name in Self.names(for: gate) {
      switch render("documents/\(name)", ["module": .record(module.record)]) {
      case .success(let bytes):
        files.append(ModuleFile(path: "\(module.documentFolder)/\(name)", bytes: bytes))
      case .failure(let fault): return .failure(fault)
      }
    }
    return .success(files)
  }

  /// Later documents are drafted from what is known, by steps of their own.
  private static func names(for gate: Gate.Kind) -> [String] {
    switch gate {
    case .design: ["INTENT_DESIGN.md"]
    case .requirements: ["INTENT_REQUIREMENTS.md", "INTENT_SCENARIOS.md"]
    case .tasks, .code, .tests: []
    }
  }

  func render(_ name: String, _ values: TemplateRecord) -> Result<[UInt8], Unrendered> {
    guard set.contains(name) else {
      return .failure(Unrendered(reason: "there is no template \(name)"))
    }
    var buffer = ByteBuffer()
    do throws(TemplateError) {
      try set.render(name, values, page: name, into: &buffer)
      return .success(buffer.bytes)
    } catch {
      return .failure(
        Unrendered(reason: "\(error.diagnostic.range.description): \(error.diagnostic.summary)"))
    }
  }
}

/// A file of a module with all of its bytes.
public struct ModuleFile: Sendable {
  /// Relative to the project.
  public var path: String
  /// The whole file.
  public var bytes: [UInt8]

  /// A file by its path and bytes.
  public init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }

  /// The same as an input.
  public var source: SourceFile { SourceFile(path: path, bytes: bytes) }
}

/// Why a template gives nothing.
public struct Unrendered: Error, Sendable {
  /// One line.
  public var reason: String
}

/// A module that is to be begun.
public struct NewModule: Sendable {
  /// In lower case with hyphens.
  public var name: String
  /// `OAGW`.
  public var code: String
  /// For people.
  public var title: String
  /// Where its documents go, relative to the project.
  public var documentFolder: String

  /// Numbers of the first requirement and scenario.
  private var first: (requirement: Int, scenario: Int) = (1, 1)

  /// A module that is there, whose next documents are to be begun.
  public init(_ subject: ModuleSubject, _ record: PipelineRecord) {
    (name, code, title) = (subject.name, subject.code, subject.title)
    documentFolder = subject.documentFolder
    first = (record.next(.requirement, in: subject), record.next(.scenario, in: subject))
  }

  /// A module by its name; a title is made of the name when none is given.
  public init(name: String, code: String?, title: String?, documentFolder: String) {
    self.name = name
    self.code = code ?? ModuleSubject.code(named: name)
    let words = name.split(separator: "-").joined(separator: " ")
    self.title = title ?? words.prefix(1).uppercased() + words.dropFirst()
    self.documentFolder = documentFolder
  }

  /// The record that it begins with.
  public var record: TemplateRecord {
    [
      "name": .string(name), "code": .string(code), "title": .string(title),
      "docs": .string(documentFolder), "phase": .string(NumberedKind.phase.id(1, of: code)),
      "requirement": .string(NumberedKind.requirement.id(first.requirement, of: code)),
      "scenario": .string(NumberedKind.scenario.id(first.scenario, of: code)),
    ]
  }
}
