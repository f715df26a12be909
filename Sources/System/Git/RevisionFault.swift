import SourceText

/// Why two revisions cannot be looked at.
public enum RevisionFault: Error, Equatable, Sendable {
  /// Git is not installed, or its folder cannot be made.
  case cannotRun(String)
  /// Nothing has that name; the history may be cut off, or the branch was never fetched.
  case unknown(String, isShallow: Bool, hasOrigin: Bool)
  /// None of the names that a project's main branch may have is a commit.
  case noBase([String], hasOrigin: Bool)
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
    case .unknown(let name, let isShallow, let hasOrigin):
      let branch = hasOrigin ? Self.branch(named: name) : nil
      return
        (["the repository has no commit \u{201C}\(displayName(Self.short(name)))\u{201D}"]
        + (branch.map { ["if it is a branch of origin, fetch it with \(Self.fetching($0))"] } ?? [])
        + (isShallow ? [Self.remedy] : [])).joined(separator: "; ")
    case .noBase(let names, let hasOrigin):
      let shown = names.map(Self.short).joined(separator: ", ")
      return "none of \(shown) is a commit; name the base with --base"
        + (hasOrigin
          ? "; a branch that is not here yet, such as main, comes with \(Self.fetching("main"))"
          : "")
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
  public static func short(_ name: String) -> String {
    let kind = ["refs/remotes/", "refs/heads/"].first(where: name.hasPrefix) ?? ""
    return String(name.dropFirst(kind.count))
  }

  /// A clone of one branch does not fetch another one under its name unless it is told to.
  private static func fetching(_ branch: String) -> String {
    "git fetch origin \(branch):refs/remotes/origin/\(branch), and name it origin/\(branch)"
  }

  /// What a branch of the remote could be called; `nil` for names that a command cannot hold as they
  /// are, for digits of a commit and for what is relative to another name.
  private static func branch(named name: String) -> String? {
    let plain = short(name)
    let branch = plain.hasPrefix("origin/") ? String(plain.dropFirst(7)) : plain
    let isPlain = branch.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || "-_./".utf8.contains(byte)
    }
    let isCommit = branch.utf8.count >= 7 && branch.allSatisfy(\.isHexDigit)
    let isReference = branch.hasPrefix("refs/") || branch == "HEAD" || branch == "FETCH_HEAD"
    return isPlain && !isCommit && !isReference && !branch.isEmpty ? branch : nil
  }

  private static let remedy =
    "fetch the whole history with git fetch --unshallow, or fetch-depth: 0 for actions/checkout"
}
