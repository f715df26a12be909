import SourceText

/// What `new` can add.
enum NewFile {
  static let kinds = ["page", "manifold"]
}

/// `new page guide/retries`, `new manifold payment-retry`.
enum NewCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let project = try Project.open(invocation)
    let name = try checkedName(invocation)
    let (path, text) = file(invocation.operands.first ?? "", name, project.configuration)
    let adder = FileAdder(root: project.root, isDryRun: invocation.isOn(.dryRun))
    let place = joined(project.root, path)
    do throws(FileAdder.Refusal) {
      try adder.add(path, text)
      console.result("\(adder.isDryRun ? "would write" : "wrote") \(place)\n")
      return .clean
    } catch .exists {
      console.complain("\(place) is already there")
      return .findings
    } catch {
      throw .cannotOpen("cannot write \(place): it \(error.clause)")
    }
  }

  private static func file(
    _ kind: String, _ name: String, _ configuration: Configuration
  ) -> (path: String, text: String) {
    let content = configuration.content
    let last = String(name.split(separator: "/").last ?? "")
    guard kind == "manifold" else {
      return ("\(content)/\(name).md", StarterFiles.page(title: title(from: last)))
    }
    return ("\(content)/manifolds/\(name).yaml", StarterFiles.manifold(feature: last))
  }

  /// The name without the extension or content folder that a hand adds by habit.
  private static func checkedName(_ invocation: Invocation) throws(SetupFault) -> String {
    let given = invocation.operands.count > 1 ? invocation.operands[1] : ""
    var name = given.hasPrefix("content/") ? String(given.dropFirst("content/".count)) : given
    for ending in [".md", ".yaml", ".yml"] where name.hasSuffix(ending) {
      name = String(name.dropLast(ending.count))
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.isEmpty, parts.allSatisfy({ isGoodName($0) }) else {
      throw .usage(
        UsageFault(
          "<name> must be lower-case letters, digits and hyphens with / between folders, "
            + "not \(quoted(given))", verb: "new"))
    }
    return name
  }

  static func isGoodName(_ part: Substring) -> Bool {
    guard let first = part.utf8.first, first != 0x2D, part.utf8.count <= 64 else { return false }
    return part.utf8.allSatisfy { byte in
      isLetterOrDigit(byte) && !(0x41...0x5A).contains(byte) || byte == 0x2D || byte == 0x5F
    }
  }

  /// `retry-budget` reads `Retry budget`.
  private static func title(from name: String) -> String {
    let words = name.map { $0 == "-" || $0 == "_" ? " " : $0 }
    return words.prefix(1).map { $0.uppercased() }.joined() + String(words.dropFirst())
  }
}
