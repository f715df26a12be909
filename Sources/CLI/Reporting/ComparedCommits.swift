import SourceText
import System

/// The two commits that are compared, by the command line, then by the job, then by what there is.
struct ComparedCommits {
  /// The last commits that base and head have in common, the one that is compared with first.
  let bases: [GitObjectID]
  let head: GitObjectID
  /// What there is to say when a commit would be compared with itself; `nil` when it would not.
  let sameness: String?

  /// - Parameters:
  ///   - invocation: what names them.
  ///   - repository: whose commits they are.
  ///   - revisions: looks at its commits.
  ///   - ofFolder: whether the project's folder takes the place of the head.
  /// - Throws: when there are no such commits, or nothing between them that anybody can have meant.
  init(
    _ invocation: Invocation, _ repository: GitRepository, _ revisions: RevisionReader,
    ofFolder: Bool
  ) throws {
    let base = try BaseChoice.commit(for: invocation, in: revisions)
    let environment = Tool.processEnvironment()
    let named = Self.namedHead(invocation, environment, ofFolder: ofFolder)
    head = try revisions.commit(named: named ?? "HEAD")
    if ofFolder, head != repository.head {
      throw SetupFault.usage(
        UsageFault(
          "--work-tree compares the folder, which is at HEAD, and --head names another commit",
          verb: "report"))
    }
    bases = try revisions.mergeBases(of: base.commit, head)
    guard !ofFolder, bases[0] == head else {
      sameness = nil
      return
    }
    let isNamed = invocation.given[Option.base.name] != nil || named != nil
    let branch = repository.branch ?? Self.branchVariables.lazy.compactMap { environment[$0] }.first
    let main = RevisionFault.short(revisions.target(of: base.name))
    if !isNamed, branch.map({ [$0, "origin/\($0)"].contains(main) }) ?? true {
      throw SetupFault.cannotOpen(
        "HEAD has no commit that \(main) does not have: there is nothing to compare; name what to "
          + "compare with, such as --base HEAD~1")
    }
    sameness =
      base.commit == head
      ? "base and head are the same commit: nothing in Git differs"
      : "the base has every commit of the head: nothing in it is new"
  }

  /// What a hook is asked about need not be what is checked out.
  private static func namedHead(
    _ invocation: Invocation, _ environment: [String: String], ofFolder: Bool
  ) -> String? {
    if let given = invocation.text(.head) { return given }
    let pushed = environment["PRE_COMMIT_TO_REF"] ?? ""
    return ofFolder || pushed.isEmpty ? nil : pushed
  }

  /// Where jobs find the name of their branch when a commit by itself is checked out.
  private static let branchVariables = ["GITHUB_REF_NAME", "CI_COMMIT_BRANCH"]
}
