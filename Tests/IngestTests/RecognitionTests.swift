import Ingest
import SourceText
import Testing
import TraceModel

@Suite struct `Recognition of manifolds` {
  @Test(arguments: [
    (".manifold/shop.json", ""), (".manifold/shop.md", ""), (".temporal/manifolds/a.yml", ""),
    ("shop.cms.yaml", ""), ("a/shop.verify.json", ""), ("shop.anchor.yaml", ""),
    ("shop.integrate.yaml", ""),
    ("shop.yaml", "# c\nschema_version: 3\nfeature: shop\nphase: X\nconstraints:\n"),
    ("shop.yaml", "meta:\n  id: shop\nconstraints:\n  business: []\n"),
    ("shop.json", "{\n  \"feature\": \"shop\",\n  \"phase\": \"X\",\n  \"constraints\": {}\n}"),
    ("shop.md", "# Shop\n\n## Outcome\n\nPaid.\n\n## Constraints\n"),
  ])
  func `by name or by the first keys`(path: String, start: String) {
    #expect(ManifoldReader.recognise(path, start: Array(start.utf8)))
  }

  @Test(arguments: [
    ("shop.yaml", "groups:\n  - name: alerts\n"), ("shop.json", "{\"feature\": \"x\"}"),
    ("schema.json", "{\n  \"properties\": {\n  \"outcome\": 1,\n  \"constraints\": 2}}"),
    ("README.md", "# How\n\n## Usage\n\n## Outcome\n\n## Constraints\n"),
    ("shop.txt", "constraints:\noutcome:\n"), ("constraints", ""), ("", ""),
  ])
  func `and nothing else`(path: String, start: String) {
    #expect(!ManifoldReader.recognise(path, start: Array(start.utf8)))
  }

  @Test(arguments: [
    ("a/.manifold/shop.verify.json", ManifoldPart.verify, "a", "shop", "shop"),
    (".temporal/manifolds/pay.cms.yaml", .yaml, "", "pay", "pay.cms"),
    ("x/y/v1.2.md", .companion, "x/y", "v1.2", "v1.2"),
  ])
  func `names tell part, root and stem`(
    path: String, part: ManifoldPart, root: String, stem: String, spelling: String
  ) {
    let file = ManifoldFile(path: path)
    #expect(file?.part == part)
    #expect(file?.root == root)
    #expect(file?.stem == stem)
    #expect(file?.spelling == spelling)
  }
}

@Suite struct `Rules of reading` {
  @Test func `are documented and have unique ids`() {
    #expect(Set(IngestRules.all.map(\.id)).count == IngestRules.all.count)
    for rule in IngestRules.all {
      #expect(!rule.explanation.isEmpty && !rule.remedy.isEmpty && !rule.example.isEmpty)
    }
  }
}
