import SourceText
import TraceModel

/// One way of sorting pages, such as by tag: front matter names terms, each has a list of pages.
struct Taxonomy: Sendable {
  /// The key in front matter, and the folder of the lists.
  let name: String

  /// Where the terms are listed.
  var indexPath: String { "\(name)/index.html" }

  /// Where the pages with a term are listed; letter case does not tell terms apart.
  func path(of term: String) -> String { "\(name)/\(fileName(for: term.lowercased())).html" }

  /// What a page says, in the order written.
  func terms(of page: FrontMatter) -> [String] {
    if name == "tags" { return page.tags }
    return page.parameters.first { $0.name == name }?.values.filter { !$0.isEmpty } ?? []
  }

  var title: String { name.capitalisedFirst }
  /// What stands above the title of a term's list.
  var kind: String { name == "tags" ? "tag" : name }
  /// The term where terms of several taxonomies stand side by side.
  func label(of term: String) -> String { name == "tags" ? term : "\(title): \(term)" }
}

extension SiteSettings {
  /// Each once, in the order of the configuration.
  var distinctTaxonomies: [Taxonomy] {
    var seen: Set<String> = []
    return taxonomies.filter { seen.insert($0).inserted }.map(Taxonomy.init)
  }
}
