import Pipeline
import SourceText
import System

/// `module new`: the first documents of a module, its record and its folders.
struct ModuleStart {
  private let invocation: Invocation
  private let console: Console
  private let project: Project
  private let module: NewModule

  init(_ invocation: Invocation, _ console: Console) throws(SetupFault) {
    (self.invocation, self.console) = (invocation, console)
    project = try Project.open(invocation)
    let name = invocation.operands.dropFirst().first ?? ""
    guard NewCommand.isGoodName(name[...]) else {
      throw .usage(
        UsageFault(
          "<module> must be lower-case letters, digits and hyphens, not \(quoted(name))",
          verb: "module"))
    }
    module = NewModule(
      name: name, code: try Self.code(invocation), title: invocation.text(.moduleTitle),
      documentFolder: project.configuration.modules.documentFolder(of: name))
  }

  private static func code(_ invocation: Invocation) throws(SetupFault) -> String? {
    guard let code = invocation.text(.moduleCode) else { return nil }
    let isGood =
      (1...24).contains(code.utf8.count)
      && code.utf8.first.map { (0x41...0x5A).contains($0) } == true
      && code.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
    guard isGood else {
      throw .usage(
        UsageFault(
          "--code must be capital letters and digits such as OAGW, not \(quoted(code))",
          verb: "module"))
    }
    return code
  }

  func run() throws(SetupFault) -> ExitCode {
    let pack = try PackFiles(invocation, project, builtIn: PackFiles.module)
    let (templates, faults) = ModuleTemplates.read(pack.all)
    pack.report(faults, on: console)
    guard let templates else {
      console.complain("the templates cannot be used, so nothing is written")
      return .findings
    }
    let adder = FileAdder(root: project.root)
    let design = "\(module.documentFolder)/INTENT_DESIGN.md"
    var isThere = adder.isThere(design)
    if !isThere { isThere = try isElsewhere() }
    guard isThere else { return begin(templates, adder) }
    return try goOn(templates, adder)
  }

  /// A module of the name lies in another folder than new ones do.
  private func isElsewhere() throws(SetupFault) -> Bool {
    try ModuleReading(invocation, project, console)?.holds(module.name) ?? false
  }

  private func begin(_ templates: ModuleTemplates, _ adder: FileAdder) -> ExitCode {
    let settings = project.configuration.modules
    let folder = settings.folder(of: module.name)
    // A folder is kept by version control only when it holds something.
    let kept = settings.folders.map { ModuleFile(path: "\(folder)/\($0)/.gitkeep", bytes: []) }
    let record = ModuleFile(
      path: "\(module.documentFolder)/\(PipelineRecord.name)",
      bytes: Array(PipelineRecord(code: module.code).text(of: module.name).utf8))
    let code = write(
      templates.documents(of: module, for: .design),
      and: ([record] + kept).filter { !adder.isThere($0.path) })
    if code == .clean {
      console.say("next: \(CommandTable.program) module prompt \(module.name)")
    }
    return code
  }

  /// A module that is there gets what its next step begins with, once its design is approved.
  private func goOn(
    _ templates: ModuleTemplates, _ adder: FileAdder
  ) throws(SetupFault) -> ExitCode {
    guard let order = try ModuleOrder(invocation, console) else { return .findings }
    let subject = order.input.subject
    guard order.input.next?.kind == .requirements else {
      let isClosed = order.input.next?.kind == .design
      console.complain(
        "\(joined(project.root, subject.documentFolder)) is already there; nothing is written"
          + (isClosed ? "; requirements and scenarios are begun once its gate is open" : ""))
      return .findings
    }
    let documents = templates.documents(
      of: NewModule(subject, order.input.record), for: .requirements
    ).map { $0.filter { !adder.isThere($0.path) } }
    return write(documents, and: [])
  }

  private func write(
    _ documents: Result<[ModuleFile], Unrendered>, and others: [ModuleFile]
  ) -> ExitCode {
    switch documents {
    case .failure(let fault):
      console.complain("nothing is written: \(fault.reason)")
      return .findings
    case .success(let files):
      return ModuleWriting(project, console, isDryRun: invocation.isOn(.dryRun))
        .write(files + others, read: [:])
    }
  }
}
