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
  /// The files of a commit cannot be listed.
  case unreadable(String, reason: String)
}

extension RevisionFault: CustomStringConvertible {
  /// One sentence without full stop, and the way out where there is one.
  public var description: String {
    switch self {
    case .cannotRun(let reason): return "cannot run git: \(reason)"
    case .unknown(let name, let isShallow):
      return "the repository has no commit \u{201C}\(displayName(name))\u{201D}"
        + (isShallow ? "; \(Self.remedy)" : "")
    case .noBase(let names):
      return "none of \(names.joined(separator: ", ")) is a commit; name the base with --base"
    case .malformed(let name):
      return "\u{201C}\(displayName(name))\u{201D} cannot be the name of a commit"
    case .unrelated(let base, let head, let isShallow):
      return "\(displayName(base)) and \(displayName(head)) have no commit in common"
        + (isShallow
          ? " in the history that was fetched; \(Self.remedy)"
          : "; name a --base that the branch began from, or rebase the branch")
    case .unreadable(let commit, let reason):
      return "the files of commit \(commit.prefix(12)) cannot be listed: \(reason)"
    }
  }

  private static let remedy =
    "fetch the whole history with git fetch --unshallow, or fetch-depth: 0 for actions/checkout"
}
