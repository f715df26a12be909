import System

/// Whether tools run in a room of their own.
public enum Isolation: String, Sendable, Hashable, CaseIterable {
  /// With bubblewrap where it works.
  case automatic
  /// With bubblewrap, or not at all.
  case required
  /// Only with limits, and nothing of them stays.
  case none
}

/// A command in a room of its own: it sees the system's programs and its own folder, no other
/// process, and no network unless it may.
enum Sandbox {
  /// Bubblewrap is there, and the kernel lets it work.
  static let works: Bool = {
    let result = try? ProcessRunner.run(wrapped(["/usr/bin/true"], folder: "/tmp", command: nil))
    return result?.isSuccess ?? false
  }()

  /// What programs need of `/etc`; nothing else of it is theirs to read.
  private static let settings = [
    "alternatives", "group", "hosts", "ld.so.cache", "localtime", "nsswitch.conf", "passwd",
    "resolv.conf", "ssl/certs",
  ]

  /// A command line that runs another one in its room, at the paths that it has outside.
  static func wrapped(
    _ arguments: [String], folder: String, command: ToolCommand?
  ) -> [String] {
    var words = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    if command?.network == true { words.append("--share-net") }
    words += ["--ro-bind", "/usr", "/usr"]
    for name in ["bin", "sbin", "lib", "lib64"] {
      words += ["--symlink", "usr/\(name)", "/\(name)"]
    }
    for name in settings { words += ["--ro-bind-try", "/etc/\(name)", "/etc/\(name)"] }
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    // Behind the room's own /tmp, which would hide what lies below ours.
    for path in command?.readable ?? [] { words += ["--ro-bind", path, path] }
    return words + ["--bind", folder, folder, "--"] + arguments
  }
}
