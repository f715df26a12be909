import SourceText

/// `init`: content, a sample manifold and lines for `.gitignore`, in somebody's repository.
enum InitCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let root = invocation.operands.first ?? "."
    let folder = try existingFolder(root)
    let adder = FileAdder(root: folder, isDryRun: invocation.isOn(.dryRun))
    let verb = adder.isDryRun ? "would write" : "wrote"
    var worst = ExitCode.clean
    for file in StarterFiles.all {
      worst = max(worst, add(file.path, file.text, adder, verb, console, root))
    }
    worst = max(worst, ignoreOutput(adder, verb, console, root))
    if worst == .clean { console.say("next: \(CommandTable.program) serve --open") }
    return worst
  }

  /// A new folder is made, as a user of `init` elsewhere expects; a file in its place is refused.
  private static func existingFolder(_ path: String) throws(SetupFault) -> String {
    let parts = absolute(path)
    do throws(FileAdder.Refusal) {
      // The path below `/` is a path of folders whose last holds the new file.
      try FileAdder.makeFolder(parts)
      return parts
    } catch {
      throw .cannotOpen("cannot use \(path): \(error.clause)")
    }
  }

  private static func add(
    _ path: String, _ text: String, _ adder: FileAdder, _ verb: String, _ console: Console,
    _ root: String
  ) -> ExitCode {
    do throws(FileAdder.Refusal) {
      try adder.add(path, text)
      console.result("\(verb) \(joined(root, path))\n")
      return .clean
    } catch .exists {
      console.say("kept \(joined(root, path)), which is already there")
      return .clean
    } catch {
      console.complain("cannot write \(joined(root, path)): it \(error.clause)")
      return .failure
    }
  }

  private static func ignoreOutput(
    _ adder: FileAdder, _ verb: String, _ console: Console, _ root: String
  ) -> ExitCode {
    let path = ".gitignore"
    let present = adder.lines(of: path) ?? []
    let forms = { (line: String) in Set([line, String(line.dropFirst()), String(line.dropLast())]) }
    let missing = StarterFiles.ignored.filter { forms($0).isDisjoint(with: present) }
    guard !missing.isEmpty else { return .clean }
    guard present.isEmpty else {
      let needsBreak = adder.endsInsideLine(path)
      return change(path, (needsBreak ? "\n" : "") + missing.joined(separator: "\n") + "\n")
    }
    return change(path, missing.joined(separator: "\n") + "\n")

    func change(_ path: String, _ text: String) -> ExitCode {
      do throws(FileAdder.Refusal) {
        try adder.append(path, text)
        let lines = missing.joined(separator: " and ")
        console.result("\(verb) \(lines) to \(joined(root, path))\n")
        return .clean
      } catch {
        console.complain("cannot write \(joined(root, path)): it \(error.clause)")
        return .failure
      }
    }
  }
}
