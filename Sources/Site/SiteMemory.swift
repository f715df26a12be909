public import SourceText

/// What planning a site leaves for planning it again, as bytes for a cache.
///
/// All of it can be made again: a memory of another site, or one that cannot be read, costs time and
/// changes nothing. It must come from the same program, because its form is nobody else's business.
public struct SiteMemory: Sendable {
  /// Where the links of pages lead, for as long as the paths and headings are the same.
  public var links: [UInt8]
  /// Words with the documents that hold them.
  public var search: [UInt8]
  /// What pages show of each other and of the site: what a `CarriedPlan` is made of.
  public var pages: [UInt8]

  /// Covers all of it.
  public var fingerprint: Fingerprint {
    var hasher = Fingerprinter()
    for part in [links, search, pages] { hasher.combine(part) }
    return hasher.finish()
  }

  /// A memory from its parts; without any, everything is made anew.
  public init(links: [UInt8] = [], search: [UInt8] = [], pages: [UInt8] = []) {
    self.links = links
    self.search = search
    self.pages = pages
  }
}
