import SourceText
import TraceModel

/// How content pages lie around each other: all that one page shows of the others.
struct PageOutline: Sendable {
  /// By page number, what each is known by.
  let cards: [PageCard]
  /// By page number.
  let backlinks: [Backlinks]
  /// Folder number by page number.
  let folder: [Int]
  /// Place among the folder's entries, by page number; -1 for the folder's own page.
  let place: [Int]
  let folders: [PageFolder]
  /// Title by folder number.
  let folderTitles: [String]

  /// `weights` are by page number; a page without one comes last.
  init(
    _ cards: [PageCard], weights: [Int?], backlinks: [Backlinks], contentFolder: String
  ) {
    self.cards = cards
    self.backlinks = backlinks
    let listing = FolderListing(cards, weights, contentFolder: contentFolder)
    folder = listing.folderOfPage
    place = listing.place
    folders = listing.folders
    folderTitles = listing.folders.map { $0.title(cards) }
  }

  /// An outline that was carried over.
  init(
    cards: [PageCard], backlinks: [Backlinks], folder: [Int], place: [Int], folders: [PageFolder]
  ) {
    self.cards = cards
    self.backlinks = backlinks
    self.folder = folder
    self.place = place
    self.folders = folders
    folderTitles = folders.map { $0.title(cards) }
  }

  /// Its folders from the top down; a folder's own page does not count its own.
  func ancestors(of number: Int) -> [Int] {
    var found: [Int] = []
    var current: Int? = folder[number]
    if place[number] < 0 { current = current.flatMap { folders[$0].parent } }
    while let folder = current {
      found.append(folder)
      current = folders[folder].parent
    }
    return found.reversed()
  }

  /// The page and some of those before and after it in its folder.
  func window(of number: Int, _ size: Int) -> ArraySlice<Int> {
    let entries = folders[folder[number]].entries
    let start = max(0, min(place[number] - size / 2, entries.count - size))
    return entries[start..<min(entries.count, start + size)]
  }

  /// The page so many places behind a page in its folder; `nil` when there is none.
  func neighbour(of number: Int, _ step: Int) -> Int? {
    let entries = folders[folder[number]].entries
    let place = self.place[number] + step
    return self.place[number] >= 0 && entries.indices.contains(place) ? entries[place] : nil
  }
}

/// What a content page is known by to others.
struct PageCard: Sendable {
  /// Path of its source.
  var source: String
  var title: String
  var route: Route
  /// The day shown on it; empty for none.
  var day: String
}

/// The pages that link to a page, each once, in order.
struct Backlinks: Sendable {
  /// How many are kept by number; more are never shown.
  static let limit = 50

  private(set) var count = 0
  /// Numbers of the first of them.
  private(set) var first: [Int32] = []
  private var last: Int32 = -1

  init() {}

  init(count: Int, first: [Int32]) {
    self.count = count
    self.first = first
  }

  /// Adds a page; each page's links come in a row.
  mutating func add(_ page: Int32) {
    guard page != last else { return }
    last = page
    count += 1
    if first.count < Self.limit { first.append(page) }
  }
}

/// One folder of content pages.
struct PageFolder: Sendable {
  /// Path below the content folder; empty for the top.
  var path: String
  /// Number of its `_index.md`; `nil` when it has none.
  var index: Int?
  /// Its other pages by weight, then title.
  var entries: [Int]
  /// Folders directly inside it, by path.
  var subfolders: [Int] = []
  var parent: Int?

  /// That of its own page, or its last component with a capital.
  fileprivate func title(_ cards: [PageCard]) -> String {
    if let index { return cards[index].title }
    let name = path.split(separator: "/").last.map(String.init) ?? "Home"
    let words = name.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

/// Sorts pages into folders.
private struct FolderListing {
  private(set) var folders: [PageFolder] = []
  private(set) var folderOfPage: [Int]
  private(set) var place: [Int]
  private var byPath: [String: Int] = [:]

  init(_ cards: [PageCard], _ weights: [Int?], contentFolder: String) {
    folderOfPage = [Int](repeating: 0, count: cards.count)
    place = [Int](repeating: -1, count: cards.count)
    _ = folder(at: "")
    for (number, card) in cards.enumerated() {
      let path = pagePath(card.source, contentFolder: contentFolder)
      let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      let parent = folder(at: slash.map { String(path[..<$0]) } ?? "")
      folderOfPage[number] = parent
      if path == "index.html" || path.hasSuffix("/index.html") {
        folders[parent].index = number
      } else {
        folders[parent].entries.append(number)
      }
    }
    let paths = folders.map(\.path)
    for index in folders.indices {
      folders[index].entries.sort { a, b in
        let x = (weights[a] ?? Int.max, cards[a].title, a)
        let y = (weights[b] ?? Int.max, cards[b].title, b)
        return x < y
      }
      for (position, number) in folders[index].entries.enumerated() { place[number] = position }
      folders[index].subfolders.sort { paths[$0] < paths[$1] }
    }
  }

  private mutating func folder(at path: String) -> Int {
    if let known = byPath[path] { return known }
    var parent: Int?
    if !path.isEmpty {
      let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      parent = folder(at: slash.map { String(path[..<$0]) } ?? "")
    }
    folders.append(PageFolder(path: path, index: nil, entries: [], parent: parent))
    byPath[path] = folders.count - 1
    if let parent { folders[parent].subfolders.append(folders.count - 1) }
    return folders.count - 1
  }
}
