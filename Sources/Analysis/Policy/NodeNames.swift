import SourceText
import TraceModel

/// Nodes by the names that a person writes; pages are none of them.
struct NodeNames {
  private let keys: [NodeKey]
  private var byID: [String: [Int]] = [:]
  private var byPath: [String: [Int]] = [:]

  init(_ keys: [NodeKey]) {
    self.keys = keys
    for (place, key) in keys.enumerated() where key.kind != .page {
      byID[IDSpelling.canonical(key.id), default: []].append(place)
      // An id may hold a slash itself: that of an artifact is its path.
      if key.id.utf8.contains(0x2F) { byPath[key.shownName, default: []].append(place) }
    }
  }

  /// Places of the keys that are called `B1`, `shop/B1` or `services/shop/B1`.
  func places(named name: String) -> [Int] {
    guard let slash = name.lastIndex(of: "/") else { return byID[IDSpelling.canonical(name)] ?? [] }
    let scope = name[..<slash]
    let id = IDSpelling.canonical(String(name[name.index(after: slash)...]))
    let found = (byID[id] ?? []).filter {
      let own = keys[$0].scope
      return own.name == scope || own.path == scope
    }
    return found.isEmpty ? byPath[name] ?? byID[IDSpelling.canonical(name)] ?? [] : found
  }

  func fullName(of place: Int) -> String {
    "\(keys[place].scope.path)/\(keys[place].id)"
  }

  func nearest(to name: String) -> String? {
    let id = name.split(separator: "/").last.map(String.init) ?? name
    return nearestName(to: id, among: byID.keys.sorted())
  }
}
