/// Patches of several agents, side by side.
public enum PatchOverlap {
  /// Files that two patches write differently, in words; sorted.
  public static func conflicts(_ patches: [Patch]) -> [String] {
    var writers: [String: (issue: String, content: String)] = [:]
    var conflicts: [String] = []
    for patch in patches {
      for (path, content) in patch.allFiles {
        if let other = writers[path], other.content != content {
          conflicts.append("\(path) is written differently for \(other.issue) and \(patch.issueID)")
        }
        writers[path] = (patch.issueID, content)
      }
    }
    return conflicts.sorted()
  }

  /// All files of patches that do not contradict each other.
  public static func files(_ patches: [Patch]) -> [String: String] {
    patches.reduce(into: [:]) { all, patch in all.merge(patch.allFiles) { _, new in new } }
  }
}

extension Patch {
  /// Program and tests.
  var allFiles: [String: String] { files.merging(tests) { _, test in test } }
}
