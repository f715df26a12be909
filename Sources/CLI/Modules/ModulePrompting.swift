import Pipeline
import SourceText
import System

/// `module prompt`: the task for whoever writes.
struct ModulePrompting {
  private let order: ModuleOrder

  init(_ order: ModuleOrder) { self.order = order }

  func run() throws(SetupFault) -> ExitCode {
    let files = try PackFiles(order.invocation, order.project, builtIn: PackFiles.module)
    let (templates, faults) = ModuleTemplates.read(files.all)
    files.report(faults, on: order.console)
    guard let templates else {
      order.console.complain("the templates cannot be used, so there is no prompt")
      return .findings
    }
    switch try prompt().text(for: order.input, try request(), by: templates) {
    case .success(let bytes):
      order.console.result(String(decoding: bytes, as: UTF8.self))
      return .clean
    case .failure(let fault):
      order.console.complain("the prompt cannot be made: \(fault.reason)")
      return .findings
    }
  }

  private func prompt() throws(SetupFault) -> ModulePrompt {
    guard let word = order.invocation.operands.dropFirst(2).first else {
      return ModulePrompt(for: order.input.next, order.input)
    }
    if let prompt = ModulePrompt(named: word) { return prompt }
    let names = ModulePrompt.allCases.map(\.rawValue)
    throw .usage(
      UsageFault(
        "\(quoted(word)) is no prompt; there are \(names.joined(separator: ", "))", verb: "module"))
  }

  private func request() throws(SetupFault) -> ModulePrompt.Request {
    var request = ModulePrompt.Request()
    request.wish = order.invocation.text(.wish) ?? "(nobody has said it yet)"
    if let number = order.invocation.number(.modulePhase) {
      let phases = order.input.subject.phases.map(\.number)
      guard phases.contains(number) else {
        let list = phases.map(String.init).joined(separator: ", ")
        throw .usage(
          UsageFault(
            "--phase \(number): the module has "
              + (phases.isEmpty ? "no phases" : "phases \(list)"), verb: "module"))
      }
      request.phase = number
    }
    if let path = order.invocation.text(.commandOutput) {
      guard let text = try Self.text(of: path) else {
        throw .cannotOpen("cannot read \(path), or it is larger than 1 MiB")
      }
      request.output = text
    }
    return request
  }

  private static func text(of path: String) throws(SetupFault) -> String? {
    let parts = absolute(path).split(separator: "/")
    let folder = "/" + parts.dropLast().joined(separator: "/")
    guard let tree = try? ProjectTree(root: folder),
      let file = try? tree.read(String(parts.last ?? ""), limit: 1 << 20).get()
    else { return nil }
    return file.displayText
  }
}
