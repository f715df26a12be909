import Reports
import SourceText
import System

/// One Markdown page a rule, from the rule's own text, and one that lists them: `list rules --write`,
/// and `--check`.
enum RulePages {
  static let standardFolder = "content/rules"

  static func run(_ invocation: Invocation, _ console: Console) throws(SetupFault) -> ExitCode {
    let folder = invocation.text(.writePages) ?? standardFolder
    let root = invocation.folder
    let present = try pages(in: folder, root)
    let isCheck = invocation.isOn(.checkPages)
    var code = ExitCode.clean
    for page in files where present[page.name] != page.text {
      let path = "\(folder)/\(page.name)"
      if isCheck {
        let state = present[page.name] == nil ? "is missing" : "differs from its rule"
        console.complain("\(path) \(state); run list rules --write \(folder)")
        code = .findings
      } else {
        try write(path, page.text, root, console)
      }
    }
    for name in strays(in: present) {
      console.complain("\(folder)/\(name) belongs to no rule; remove it")
      code = .findings
    }
    return code
  }

  /// Every page by its name in the folder, the list of rules first.
  private static var files: [(name: String, text: String)] {
    [("_index.md", index(of: RuleCatalogue.all))]
      + RuleCatalogue.all.map { ("\($0.id).md", text(of: $0)) }
  }

  /// The list of rules, which the site shows as the folder's own page.
  static func index(of rules: [Rule]) -> String {
    let rows = rules.map { rule in
      let title = rule.title.split(separator: "|").joined(separator: "\\|")
      return "| [\(rule.id)](\(rule.id).md) | \(rule.severity.rawValue) | \(title) |\n"
    }
    return """
      ---
      title: Rules
      description: Every rule that a build or a check can report, with its meaning and its remedy
      weight: 90
      ---

      Each finding names the rule that it breaks, with file, line and column. A rule keeps its id from
      version to version, so that a page, a report or a filter can rely on it.

      An **error** stops a build and makes `throughline check` end with 1. A **warning** does so with
      `--strict`, and a **note** never. The severity below is the usual one; a finding may be milder
      where less depends on it.

      | rule | severity | what it says |
      |---|---|---|
      \(rows.joined())
      """
  }

  /// A page with front matter; the rule's id is its title, because that is what people look up.
  static func text(of rule: Rule) -> String {
    """
    ---
    title: \(YAMLText.scalar(rule.id))
    description: \(YAMLText.scalar(rule.title))
    ---

    **\(rule.severity.rawValue.prefix(1).uppercased() + rule.severity.rawValue.dropFirst()):** \
    \(rule.title).

    \(rule.explanation)

    ## Remedy

    \(rule.remedy)

    ## Example

    \(fenced(rule.example))

    """
  }

  /// Code between fences longer than any run of backticks in it.
  private static func fenced(_ code: String) -> String {
    var code = code
    while code.utf8.last == 0x0A { code.removeLast() }
    var longest = 2
    var run = 0
    for byte in code.utf8 {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)text\n\(code)\n\(fence)"
  }

  private static func strays(in present: [String: String]) -> [String] {
    let known = Set(files.map(\.name))
    return present.keys.filter { !known.contains($0) }.sorted()
  }

  /// Markdown files directly in the folder, by name.
  private static func pages(
    in folder: String, _ root: String
  ) throws(SetupFault) -> [String: String] {
    guard let folder = try? CleanPath(folder).text else {
      throw .usage(UsageFault("--write must be a folder inside the project", verb: "list"))
    }
    do throws(SystemError) {
      let tree = try ProjectTree(root: root)
      let files = tree.listing().files.map(\.path).filter { path in
        lies(path, in: folder) && path.hasSuffix(".md")
          && !path.dropFirst(folder.count + 1).contains("/")
      }
      let texts = files.compactMap { path in
        (try? tree.read(path).get()).map {
          (String(path.dropFirst(folder.count + 1)), $0.displayText)
        }
      }
      return Dictionary(texts) { first, _ in first }
    } catch {
      throw .cannotOpen(error.description)
    }
  }

  private static func write(
    _ path: String, _ text: String, _ root: String, _ console: Console
  ) throws(SetupFault) {
    do throws(FileAdder.Refusal) {
      try FileAdder(root: root).replace(path, text)
      console.result("wrote \(joined(root, path))\n")
    } catch {
      throw .cannotOpen("cannot write \(joined(root, path)): it \(error.clause)")
    }
  }
}
