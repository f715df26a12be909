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
      (1...24).contains(code.utf8.count) && code.utf8.first.map { (0x41...0x5A).contains($0) } == true
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
    switch templates.documents(of: module) {
    case .failure(let fault):
      console.complain("nothing is written: \(fault.reason)")
      return .findings
    case .success(let documents): return write(documents)
    }
  }

  private func write(_ documents: [ModuleFile]) -> ExitCode {
    let settings = project.configuration.modules
    let folder = settings.folder(of: module.name)
    // A folder is kept by version control only when it holds something.
    let kept = settings.folders.map { ModuleFile(path: "\(folder)/\($0)/.gitkeep", bytes: []) }
    let record = ModuleFile(
      path: "\(module.documentFolder)/\(PipelineRecord.name)",
      bytes: Array(PipelineRecord().text(of: module.name).utf8))
    let files = documents + [record]
    let adder = FileAdder(root: project.root)
    if let taken = files.first(where: { adder.isThere($0.path) }) {
      console.complain("\(joined(project.root, taken.path)) is already there; nothing is written")
      return .findings
    }
    let code = ModuleWriting(project, console, isDryRun: invocation.isOn(.dryRun))
      .write(files + kept.filter { !adder.isThere($0.path) })
    if code == .clean {
      console.say("next: \(CommandTable.program) module prompt \(module.name) design")
    }
    return code
  }
}
