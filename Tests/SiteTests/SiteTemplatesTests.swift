import Site
import SourceText
import Templates
import Testing

@Suite struct `Templates of the site` {
  static let builtIn = BuiltInDesign.files(overriddenBy: []).templates

  @Test func `every built-in template is used`() {
    let set = TemplateSet.compile(Self.builtIn).0
    #expect(SiteTemplates.rendered.filter { !set.contains($0) } == [])
    #expect(SiteTemplates.unused(in: set) == [])
  }

  @Test func `a template that nothing names is unused`() {
    let own = SourceFile(path: "pages.html", text: "")
    #expect(SiteTemplates.unused(in: TemplateSet.compile(Self.builtIn + [own]).0) == ["pages.html"])
  }
}
