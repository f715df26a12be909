import SourceText

extension GitRepository {
  /// The newest commits that have changed files below the folder, each against its first parent.
  ///
  /// Commits of merged branches count as one change, that of the merge: it is what the branch that
  /// is checked out has seen. Renames are a removal and an addition.
  /// - Parameters:
  ///   - count: the most commits that are listed.
  ///   - limits: time and output; what was listed until then is kept, but for the last commit.
  /// - Returns: the commits, and what git said when it did not come to the end.
  /// - Throws: when git is not installed.
  /// - Complexity: linear in the commits, and in what they have changed; equal folders are skipped.
  public func newestRevisions(
    _ count: Int, limits: ProcessLimits = ProcessLimits(milliseconds: 30_000, outputBytes: 64 << 20)
  ) throws(ProcessError) -> GitRevisions {
    var found = GitRevisions()
    guard let head else { return found }
    let shape = [
      "--raw", "--no-abbrev", "--no-renames", "--first-parent", "--diff-merges=first-parent",
      "--root", "--max-count=\(max(0, count))",
    ]
    let paths = prefix.isEmpty ? [] : [prefix]
    let arguments = ["log", "-z"] + shape + Self.plain + [head.description, "--"] + paths
    guard let result = try runPlainly(arguments, limits: limits) else {
      found.fault = "the folder of objects cannot be read"
      return found
    }
    found.revisions = GitRevisionLog(result.output, prefix: prefix, cutOff: cutOffCommits).revisions
    if !result.isSuccess || result.isTruncated {
      found.fault = Self.fault(of: result)
      // Nobody knows whether all its changes were listed.
      if !found.revisions.isEmpty { found.revisions.removeLast() }
    }
    return found
  }

  /// The regular files below the folder in the tree of a commit; `nil` when it cannot be read.
  ///
  /// - Throws: when git is not installed.
  public func files(at commit: GitObjectID) throws(ProcessError) -> [GitTreeFile]? {
    let tree = prefix.isEmpty ? commit.description : "\(commit):\(prefix.dropLast())"
    let arguments = ["ls-tree", "-r", "-z", "--full-tree", tree]
    let limits = ProcessLimits(milliseconds: 30_000, outputBytes: 256 << 20)
    guard let result = try runPlainly(arguments, limits: limits), result.isSuccess,
      !result.isTruncated
    else { return nil }
    return treeFiles(result.output)
  }

  /// Reads objects, a bounded number of bytes at a time, and gives each with its place in the list.
  ///
  /// - Parameters:
  ///   - objects: names of files' contents.
  ///   - limit: the most bytes of one of them.
  ///   - batch: the most bytes that are held at once, unless a single object is larger.
  ///   - body: takes the contents of some of them, in order; called until all were given.
  /// - Throws: when git is not installed.
  public func readContents(
    of objects: [GitObjectID], limit: Int, batch: Int = 16 << 20,
    _ body: ([(place: Int, content: GitContent)]) -> Void
  ) throws(ProcessError) {
    let sizes = try sizes(of: objects)
    var pending: [Int] = []
    var bytes = 0
    for place in objects.indices {
      guard let size = sizes[place] else {
        body([(place, .unreadable)])
        continue
      }
      guard size <= limit else {
        body([(place, .tooLarge(size))])
        continue
      }
      if bytes + size > batch, !pending.isEmpty {
        try readBatch(pending, of: objects, bytes, body)
        (pending, bytes) = ([], 0)
      }
      pending.append(place)
      bytes += size
    }
    try readBatch(pending, of: objects, bytes, body)
  }

  private func readBatch(
    _ places: [Int], of objects: [GitObjectID], _ bytes: Int,
    _ body: ([(place: Int, content: GitContent)]) -> Void
  ) throws(ProcessError) {
    var places = places[...]
    // A damaged object ends git; what comes behind it is asked for again.
    while !places.isEmpty {
      let limits = ProcessLimits(
        milliseconds: 60_000, outputBytes: bytes + places.count * 160 + 4_096)
      let input = places.map { "\(objects[$0])\n" }.joined()
      let result = try runPlainly(
        ["cat-file", "--batch"], input: Array(input.utf8), limits: limits)
      let contents = result.map { batchContents($0.output) } ?? []
      var given = zip(places, contents).map { (place: $0, content: $1) }
      places = places.dropFirst(given.count)
      if let broken = places.popFirst() { given.append((broken, .unreadable)) }
      if result?.isTimedOut != false {
        given += places.map { ($0, .unreadable) }
        places = []
      }
      body(given)
    }
  }

  /// Sizes in bytes; `nil` for what is no file's content.
  private func sizes(of objects: [GitObjectID]) throws(ProcessError) -> [Int?] {
    guard !objects.isEmpty else { return [] }
    let input = Array(objects.map { "\($0)\n" }.joined().utf8)
    let limits = ProcessLimits(milliseconds: 30_000, outputBytes: objects.count * 160 + 4_096)
    let result = try runPlainly(["cat-file", "--batch-check"], input: input, limits: limits)
    let lines = (result?.output ?? []).split(separator: 0x0A)
    return objects.indices.map { lines.indices.contains($0) ? blobSize(lines[$0]) : nil }
  }

  /// What git complains of, shortened: it may quote names from the repository.
  static func fault(of result: ProcessResult) -> String {
    if result.isTimedOut { return "git takes too long" }
    if result.isTruncated { return "git has too much to say" }
    let line = result.errors.prefix { $0 != 0x0A }.prefix(160)
    return line.isEmpty ? "git fails" : displayName(Array(line))
  }
}

/// The contents that `git cat-file --batch` prints, up to the first that is not whole.
private func batchContents(_ output: [UInt8]) -> [GitContent] {
  var contents: [GitContent] = []
  var start = 0
  while let end = output[start...].firstIndex(of: 0x0A) {
    let header = output[start..<end]
    guard let size = blobSize(header) else {
      contents.append(.unreadable)
      start = end + 1
      continue
    }
    // The line break behind the bytes shows that all of them are there.
    guard size < output.count - end - 1 else { break }
    contents.append(.bytes(Array(output[(end + 1)..<(end + 1 + size)])))
    start = end + size + 2
  }
  return contents
}
