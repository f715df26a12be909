import SourceText

/// What is wrong with a text as the value of a key; `nil` when nothing is.
///
/// Worded to follow the key's name: `base_url must start with http:// or https://, not "ftp:"`.
func complaint(about text: String, as shape: ConfigurationKey.Shape) -> String? {
  if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
    return "must be one line without control characters"
  }
  switch shape {
  case .webAddress:
    guard !text.isEmpty else { return nil }
    // Addresses of pages are put behind it.
    let hasQuery = text.contains("?") || text.contains("#")
    return webAddressComplaint(text)
      ?? (hasQuery ? "must not have a query or a fragment, as \(quoted(text)) does" : nil)
  case .editAddress:
    guard !text.isEmpty else { return nil }
    return webAddressComplaint(text)
      ?? (text.contains("{path}") ? nil : "must contain {path}, not \(quoted(text))")
  case .language: return languageComplaint(text)
  case .folder: return folderComplaint(text)
  case .documentFolder:
    return text.isEmpty || text == "docs" ? nil : "must be docs or empty, not \(quoted(text))"
  case .text, .truth, .number, .switchedNumber, .taxonomies, .files, .readers, .navigation,
    .markers, .command:
    return nil
  }
}

/// Scheme http or https, a host, and nothing that would end an attribute or a line.
private func webAddressComplaint(_ text: String) -> String? {
  let lower = text.lowercased()
  let scheme = ["https://", "http://"].first(where: lower.hasPrefix)
  guard let scheme else { return "must start with http:// or https://, not \(quoted(text))" }
  let rest = text.dropFirst(scheme.count)
  guard let first = rest.first, first != "/", first != "?", first != "#" else {
    return "must name a host, as in https://docs.example.org/, not \(quoted(text))"
  }
  let breaking = "\"<>\\^` ".unicodeScalars
  return text.unicodeScalars.allSatisfy { !breaking.contains($0) }
    ? nil : "must not contain spaces, quotes or angle brackets, as \(quoted(text)) does"
}

private func languageComplaint(_ text: String) -> String? {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  let isTag =
    (2...3).contains(parts[0].utf8.count)
    && parts.allSatisfy { part in
      (1...8).contains(part.utf8.count) && part.utf8.allSatisfy(isLetterOrDigit)
    }
  return isTag ? nil : "must be a language tag such as en or pt-BR, not \(quoted(text))"
}

/// A key that front matter leaves to its author, and a folder that the site leaves to taxonomies.
func complaint(aboutTaxonomy name: String) -> String? {
  let fields = ["title", "description", "summary", "date", "weight", "draft", "aliases"]
  if fields.contains(name) { return "must not be \(quoted(name)), which has a meaning of its own" }
  if ["api", "search", "static", "manifolds", "a-z"].contains(name) {
    return "must not be \(quoted(name)), which is a folder of the site"
  }
  let isName =
    (1...64).contains(name.utf8.count) && name.utf8.first.map(isLetterOrDigit) == true
    && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x5F }
  return isName ? nil : "must be made of letters, digits, - and _, not \(quoted(name))"
}

/// A folder of the project's own, never the project itself.
private func folderComplaint(_ text: String) -> String? {
  do throws(CleanPath.Fault) {
    let path = try CleanPath(text)
    return path.text.hasPrefix("~")
      ? "must be a folder inside the project, not \(quoted(text))" : nil
  } catch {
    return "must be a folder inside the project, but \(quoted(text)) \(error.clause)"
  }
}

/// What tools keep in hidden folders, such as `.git/hooks`, a build must not be led into.
func hiddenFolderComplaint(_ text: String) -> String? {
  text.split(separator: "/").contains { $0.hasPrefix(".") && $0 != "." }
    ? "must not be or lie in a hidden folder, as \(quoted(text)) does" : nil
}

/// True when `path` is `folder` or lies below it; both relative to one place.
func lies(_ path: String, in folder: String) -> Bool {
  path.split(separator: "/").starts(with: folder.split(separator: "/"))
}

extension Configuration {
  /// Folders that would read or overwrite each other.
  func folderConflicts() -> [Diagnostic] {
    let folders = ["content", "destination", "templates"]
    return folders.enumerated().flatMap { index, first in
      folders[(index + 1)...].compactMap { conflict(first, $0) }
    }
  }

  private func conflict(_ first: String, _ second: String) -> Diagnostic? {
    guard let a = settings[first], let b = settings[second],
      case .text(let path) = a.value, case .text(let other) = b.value,
      // A folder that the user names is relative to another place; `BuildRequest` checks it.
      !a.origin.isFromUser, !b.origin.isFromUser,
      lies(path, in: other) || lies(other, in: path)
    else { return nil }
    let (inner, outer) = lies(other, in: path) ? (second, first) : (first, second)
    let (innerPath, outerPath) = lies(other, in: path) ? (other, path) : (path, other)
    let range = settings[inner]?.range ?? settings[outer]?.range
    return Diagnostic(
      .configValue, at: range ?? .file(Configuration.path),
      "\(inner) \(quoted(innerPath)) lies inside \(outer) \(quoted(outerPath)): "
        + "a build would read or overwrite itself",
      fix: "choose folders beside each other")
  }
}
