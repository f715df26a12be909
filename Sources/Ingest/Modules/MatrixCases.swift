import TraceModel

/// Test cases that a matrix only names, and that have a table or a section of their own elsewhere.
///
/// The two are one thing: what the matrix says of it moves to where it is described. A case that is
/// described twice, or nowhere, stays where the matrix names it.
struct MatrixCases {
  /// An item by its document and its place in it.
  private struct Place: Hashable {
    var document: Int
    var item: Int
  }

  private var documents: [TraceDocument]
  private var described: [String: [Place]] = [:]
  private var named: [(id: String, place: Place)] = []

  /// The same documents with each such case in one place.
  static func joined(_ documents: [TraceDocument]) -> [TraceDocument] {
    var cases = MatrixCases(documents)
    cases.join()
    return cases.documents
  }

  private init(_ documents: [TraceDocument]) {
    self.documents = documents
    for (number, document) in documents.enumerated() {
      for (position, item) in document.items.enumerated() where item.kind == .scenario {
        let place = Place(document: number, item: position)
        if item.isNamedOnly {
          named.append((item.id.text, place))
        } else if item.isIntended {
          described[item.id.text, default: []].append(place)
        }
      }
    }
  }

  private mutating func join() {
    var moved: Set<Place> = []
    for (id, place) in named {
      guard let found = described[id], found.count == 1, let home = found.first else { continue }
      move(place, to: home)
      moved.insert(place)
    }
    for (number, places) in Dictionary(grouping: moved, by: \.document) {
      remove(Set(places.map(\.item)), from: number)
    }
  }

  /// Ids of the matrix's own scope are written out: another file may have the same.
  private mutating func move(_ place: Place, to home: Place) {
    let scope = documents[place.document].scope
    let item = documents[place.document].items[place.item]
    let isNear = scope == documents[home.document].scope
    for var link in item.links {
      if !isNear, !scope.name.isEmpty { link.target = "\(scope.name)/\(link.target)" }
      documents[home.document].items[home.item].links.append(link)
    }
    documents[home.document].items[home.item].alsoAt.append(item.range)
  }

  private mutating func remove(_ items: Set<Int>, from document: Int) {
    var places: [Int?] = []
    var kept: [DeclaredItem] = []
    for (position, item) in documents[document].items.enumerated() {
      places.append(items.contains(position) ? nil : kept.count)
      if !items.contains(position) { kept.append(item) }
    }
    for position in kept.indices {
      kept[position].parent = kept[position].parent.flatMap { places[$0] }
    }
    documents[document].items = kept
  }
}

extension DeclaredItem {
  /// Not only described as it was built.
  fileprivate var isIntended: Bool {
    guard case .specified(let facts) = detail else { return true }
    return facts.intent != nil
  }

  /// A cell names it, and nothing is said of it.
  fileprivate var isNamedOnly: Bool {
    title == nil && statement == nil && rationale == nil && attributes.isEmpty
  }
}
