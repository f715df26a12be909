import Orchestration
import SourceText

/// Paths that strangers name, and whether they may be written to.
public enum SafePath {
  /// Most files of one change, and most bytes of one of them.
  static let (files, bytes) = (200, 1 << 20)

  /// What speaks against a change of these files; none when it may be made.
  public static func faults(of files: [String: String]) -> [String] {
    var faults: [String] = []
    if files.count > Self.files { faults.append("\(files.count) files, more than \(Self.files)") }
    for (path, text) in files.sorted(by: { $0.key < $1.key }).prefix(Self.files) {
      if let fault = fault(of: path) { faults.append("\(displayName(path)): \(fault)") }
      if text.utf8.count > bytes {
        faults.append("\(displayName(path)): \(text.utf8.count) bytes, more than \(bytes)")
      }
      if text.utf8.contains(0) { faults.append("\(displayName(path)): a NUL byte in the text") }
      if let inner = parents(of: path).first(where: { files[$0] != nil }) {
        faults.append("\(displayName(path)): \(displayName(inner)) is a file of the same change")
      }
    }
    return faults
  }

  /// Why a path may not be written to; `nil` when it may.
  public static func fault(of path: String) -> String? {
    do { guard try CleanPath(path).text == path else { return "not in its plain form" } } catch {
      return error.clause
    }
    if path.unicodeScalars.contains(where: isOdd) { return "a control character or a backslash" }
    if path.utf8.count > 1_024 { return "longer than 1024 bytes" }
    for part in path.split(separator: "/") {
      if part.utf8.count > 255 { return "a name longer than 255 bytes" }
      if belongsToForge(part) { return "a folder that git or the forge takes orders from" }
    }
    return nil
  }

  /// Invisible marks that turn text round count as control characters: people have to see what
  /// they agree to.
  private static func isOdd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: scalar == "\\"
    }
  }

  /// However a file system may spell them: without case, with points or spaces behind, or shortened.
  private static func belongsToForge(_ part: Substring) -> Bool {
    var name = part.lowercased()
    while name.hasSuffix(".") || name.hasSuffix(" ") { name.removeLast() }
    return [".git", "git~1", ".github", ".gitlab", ".gitmodules", ".gitattributes"].contains(name)
  }

  /// Refuses files below a link: where they would end up, the link says, and not the path.
  static func refuse(_ paths: some Sequence<String>, below links: Set<String>) throws {
    for path in paths {
      if let link = parents(of: path).first(where: links.contains) {
        throw Failure.final("BadPath", "\(displayName(path)): \(displayName(link)) is a link")
      }
    }
  }

  /// The folders on the way to a path.
  public static func parents(of path: String) -> [String] {
    let parts = path.split(separator: "/")
    guard parts.count > 1 else { return [] }
    return (1..<parts.count).map { parts[..<$0].joined(separator: "/") }
  }
}
