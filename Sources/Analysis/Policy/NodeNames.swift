import SourceText
public import TraceModel

/// Why a name that a person writes is not that of one node.
public struct NameFault: Error, Equatable {
  /// One line, lower case, no full stop.
  public var summary: String
  /// What to write instead; `nil` when nothing is near.
  public var fix: String?
}

/// The one node that a person means by `B1` or `payment-retry/B1`; of several, a constraint goes
/// before others.
public func node(named name: String, in graph: TraceGraph) throws(NameFault) -> NodeIndex {
  do throws(NameFault) {
    return try NodeIndex(NodeNames(graph.nodes.map(\.key)).place(named: name))
  } catch {
    // Reports on changes call marked lines by what they name.
    let shown = snapshotKeys(of: graph)
    let places = shown.indices.filter { place in
      shown[place].map { $0.kind == .sourceRange && $0.shownName == name } ?? false
    }
    if places.count == 1 { return NodeIndex(places[0]) }
    let inside = shown.indices.filter { place in
      shown[place]?.stands(for: name, titled: graph[NodeIndex(place)].title) == true
    }
    throw NameFault(ofFile: name, inside.compactMap { shown[$0]?.shownName }) ?? error
  }
}

extension NodeKey {
  /// Who names a file means its marked lines, and the evidence whose title is its path.
  func stands(for path: String, titled title: String) -> Bool {
    kind == .sourceRange && scope.path == path || kind == .evidence && title == path
  }
}

extension NameFault {
  /// A file is no node, and what lies in it has names; `nil` when there is none.
  init?(ofFile path: String, _ names: [String]) {
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(6).map { "\"\($0)\"" }.joined(separator: ", ")
    let rest = names.count > 6 ? " and \(names.count - 6) more" : ""
    self.init(
      summary: "\"\(path)\" is a file, and no node",
      fix: "write what stands for it: \(shown)\(rest)")
  }
}

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
      if key.id.utf8.contains(0x2F) { byPath[key.fullName, default: []].append(place) }
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

  /// The one place of a name.
  func place(named name: String) throws(NameFault) -> Int {
    let found = places(named: name)
    if let place = only(of: found) { return place }
    guard !found.isEmpty else {
      throw NameFault(
        summary: "\"\(name)\" names nothing that is there",
        fix: nearest(to: name).map { "write \"\($0)\"" })
    }
    let names = found.prefix(4).map { "\"\(self.name(of: $0))\" (\(keys[$0].kind.label))" }
    throw NameFault(
      summary: "\"\(name)\" names \(found.count) nodes",
      fix: "write one of \(names.joined(separator: ", "))")
  }

  /// Of several, a constraint goes before others.
  private func only(of found: [Int]) -> Int? {
    if found.count == 1 { return found[0] }
    let constraints = found.filter { keys[$0].kind == .constraint }
    return constraints.count == 1 ? constraints[0] : nil
  }

  /// The shortest name that means one of the keys and no other.
  func name(of place: Int) -> String {
    let short = keys[place].shownName
    return only(of: places(named: short)) == place ? short : keys[place].fullName
  }

  /// Where the id is right, another scope was meant.
  func nearest(to name: String) -> String? {
    let id = name.split(separator: "/").last.map(String.init) ?? name
    let elsewhere = Set((byID[IDSpelling.canonical(id)] ?? []).map { self.name(of: $0) }).sorted()
    if elsewhere.count == 1 { return elsewhere[0] }
    return nearestName(to: name, among: elsewhere) ?? nearestName(to: id, among: byID.keys.sorted())
  }
}
