import SourceText

/// Why two revisions cannot be looked at.
public enum RevisionFault: Error, Equatable, Sendable {
  /// Git is not installed, or its folder cannot be made.
  case cannotRun(String)
  /// Nothing has that name; the history may be cut off.
  case unknown(String, isShallow: Bool)
  /// None of the names that a project's main branch may have is a commit.
  case noBase([String])
  /// A name that git could take for something else.
  case malformed(String)
  /// The two have no commit in common, as far as the history was fetched.
  case unrelated(String, String, isShallow: Bool)
  /// A branch and a tag have that name.
  case ambiguous(String)
  /// Branches and tags are kept in a form that is not read.
  case reftable
  /// The files of a commit cannot be listed.
  case unreadable(String, reason: String)
}

extension RevisionFault: CustomStringConvertible {
  /// One sentence without full stop, and the way out where there is one.
  public var description: String {
    switch self {
    case .cannotRun(let reason): return "cannot run git: \(reason)"
    case .unknown(let name, let isShallow):
      return "the repository has no commit \u{201C}\(displayName(Self.short(name)))\u{201D}"
        + (isShallow ? "; \(Self.remedy)" : "")
    case .noBase(let names):
      let shown = names.map(Self.short).joined(separator: ", ")
      return "none of \(shown) is a commit; name the base with --base"
    case .malformed(let name):
      return "\u{201C}\(displayName(name))\u{201D} cannot be the name of a commit"
    case .unrelated(let base, let head, let isShallow):
      return "\(displayName(base)) and \(displayName(head)) have no commit in common"
        + (isShallow
          ? " in the history that was fetched; \(Self.remedy)"
          : "; name a --base that the branch began from, or rebase the branch")
    case .ambiguous(let name):
      return "\u{201C}\(displayName(name))\u{201D} is the name of several things; begin it with "
        + "refs/heads/, refs/remotes/ or refs/tags/, or give the whole id of the commit"
    case .reftable:
      return "the repository keeps its branches as reftable, which is not read: "
        + "git refs migrate --ref-format=files"
    case .unreadable(let commit, let reason):
      return "the files of commit \(commit.prefix(12)) cannot be listed: \(reason)"
    }
  }

  /// As people write it: `origin/main`.
  private static func short(_ name: String) -> String {
    let kind = ["refs/remotes/", "refs/heads/"].first(where: name.hasPrefix) ?? ""
    return String(name.dropFirst(kind.count))
  }

  private static let remedy =
    "fetch the whole history with git fetch --unshallow, or fetch-depth: 0 for actions/checkout"
}
