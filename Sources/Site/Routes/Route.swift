import SourceText

/// Where a page lives below the site's root: a file path, and the same as a URL.
public struct Route: Sendable, Hashable {
  /// Path of the file, components as they are on disk: `manifolds/payment-retry-v2/B1.html`.
  public let path: String
  /// The path with every component percent-encoded.
  public let url: String
  /// `./`, `../`, `../../` …: from this page back to the site's root.
  public let root: String

  /// The route of a file below the site's root; `path` has no leading `/` and no `..`.
  ///
  /// `root` is the address of the root, for a page that is shown at other addresses too; `nil`
  /// leads there by as many `../` as the path has folders.
  public init(_ path: String, root: String? = nil) {
    self.path = path
    url = encodedPath(path)
    if let root {
      self.root = root
      return
    }
    let depth = path.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) }
    self.root = depth == 0 ? "./" : String(repeating: "../", count: depth)
  }

  /// The URL of another page, relative to this one; works from any folder and from `file://`.
  public func relativeURL(to other: Route, anchor: String = "") -> String {
    let base = other == self && !anchor.isEmpty ? "" : root + other.url
    return anchor.isEmpty ? base : "\(base)#\(encodedSegment(anchor))"
  }
}

/// A path with every component encoded for a URL; plain paths are returned as they are.
func encodedPath(_ path: String) -> String {
  let isPlain = path.utf8.allSatisfy { isUnreserved($0) || $0 == UInt8(ascii: "/") }
  if isPlain { return path }
  return path.split(separator: "/", omittingEmptySubsequences: false).map {
    encodedSegment(String($0))
  }.joined(separator: "/")
}

/// One component of a path encoded for a URL.
func encodedSegment(_ segment: String) -> String {
  if segment.utf8.allSatisfy(isUnreserved) { return segment }
  var buffer = ByteBuffer(capacity: segment.utf8.count * 3)
  buffer.append(urlSegment: segment)
  return buffer.text
}

private func isUnreserved(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
  default: false
  }
}

/// An id as a file name: ids that are safe stay, others become a slug and eight digits of a hash.
///
/// Safe ids are declared in our own grammar; the hash keeps two foreign ids apart whose slugs agree.
func fileName(for id: String) -> String {
  let bytes = id.utf8
  let isSafe =
    !bytes.isEmpty && bytes.count <= 64 && bytes.first != UInt8(ascii: ".")
    && bytes.first != UInt8(ascii: "-") && bytes.allSatisfy(isUnreserved)
  if isSafe, !isReserved(id) { return id }
  let digits = Fingerprint(of: id).description.prefix(8)
  let name = String(
    decoding: slug(lastComponents(of: id)).utf8.lazy.filter { $0 < 0x80 }.prefix(40)
      .drop { $0 == UInt8(ascii: "-") }, as: UTF8.self)
  return name.isEmpty ? "id-\(digits)" : "\(name)-\(digits)"
}

/// A path's last two components, joined by `-`.
private func lastComponents(of id: String) -> String {
  guard id.utf8.contains(UInt8(ascii: "/")) else { return id }
  return id.utf8.split(separator: UInt8(ascii: "/")).suffix(2).map(Substring.init)
    .joined(separator: "-")
}

/// Names that mean something to us or to other systems; none is longer than six letters.
private func isReserved(_ id: String) -> Bool {
  id.utf8.count <= 6
    && ["index", "404", "search", "con", "nul", "aux", "prn"].contains(lowercased(id))
}
