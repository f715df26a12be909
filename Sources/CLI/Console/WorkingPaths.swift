import Glibc

/// `a/b`, or `b` alone when `a` is the current folder.
func joined(_ folder: String, _ path: String) -> String {
  folder == "." || folder.isEmpty
    ? path : folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
}

/// A path that a file of the folder names, as it is from here.
func namedPath(_ path: String, below folder: String) -> String {
  path.hasPrefix("/") ? path : joined(folder, path)
}

/// A path from the root, with `.` and `..` taken out by their spelling; links are not looked at.
func absolute(_ path: String) -> String {
  let start = path.hasPrefix("/") ? path : joined(currentFolder(), path)
  var parts: [Substring] = []
  for part in start.split(separator: "/") where part != "." {
    if part == ".." { _ = parts.popLast() } else { parts.append(part) }
  }
  return "/" + parts.joined(separator: "/")
}

/// The project's folder as a prefix of repository paths; empty when it is not below this folder.
func repositoryPrefix(of root: String) -> String {
  let path = absolute(root)
  let here = absolute(".")
  guard path != here, lies(path, in: here) else { return "" }
  return path.dropFirst(here == "/" ? 1 : here.count + 1) + "/"
}

private func currentFolder() -> String {
  guard let path = getcwd(nil, 0) else { return "/" }
  defer { free(path) }
  return String(cString: path)
}
