/// What planning a site leaves for planning it again, as bytes for a cache.
///
/// All of it can be made again: a memory of another site, or one that cannot be read, costs time and
/// changes nothing. It must come from the same program, because its form is nobody else's business.
public struct SiteMemory: Sendable {
  /// Where the links of pages lead, for as long as the paths and headings are the same.
  public var links: [UInt8]
  /// Words with the documents that hold them.
  public var search: [UInt8]

  /// A memory from its parts; without any, everything is made anew.
  public init(links: [UInt8] = [], search: [UInt8] = []) {
    self.links = links
    self.search = search
  }
}
