import System

/// Which commit a change is compared with, before the last one in common is looked for.
enum BaseChoice {
  /// Names to try, in order; of what the user or the build server names there is no second guess. What
  /// has to be a branch is named as one: a tag called `origin/main` must not stand in its place.
  static func names(for invocation: Invocation) -> [String] {
    guard let given = invocation.given[Option.base.name] else {
      return [
        "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/heads/main",
        "refs/remotes/origin/master", "refs/heads/master",
      ]
    }
    return isBranch(given.origin)
      ? ["refs/remotes/origin/\(given.text)", "refs/heads/\(given.text)"] : [given.text]
  }

  /// Build servers give the target of a pull request as the name that the branch has at the forge.
  private static func isBranch(_ origin: Origin) -> Bool {
    guard case .environment(let variable) = origin else { return false }
    return branchVariables.contains(variable)
  }

  static let branchVariables = ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"]

  /// The first name that is a commit, with the commit.
  static func commit(
    for invocation: Invocation, in reader: RevisionReader
  ) throws(RevisionFault) -> (name: String, commit: GitObjectID) {
    let names = names(for: invocation)
    var first: RevisionFault?
    for name in names {
      do throws(RevisionFault) {
        return (name, try reader.commit(named: name))
      } catch {
        guard case .unknown = error else { throw error }
        first = first ?? error
      }
    }
    throw names.count > 2 ? reader.noBase(names) : first ?? reader.noBase(names)
  }
}
