import Analysis
import Ingest
import SourceText
import Testing
import TraceModel

/// What a review clears.
@Suite struct `A review` {
  private static let base = ComparedProject()
  private static let head = base.with("after 72 h}", "after 48 h}")

  private static func review(ends: [String] = []) throws -> String {
    let entry = try head.snapshot().review(
      of: "shop/B2", by: "Ada", on: "2026-11-20", note: "the alert follows", ends: ends)
    let empty = SourceFile(path: "content/reviews.yaml", text: "")
    return String(decoding: try Ingest.adding(entry, to: empty).get(), as: UTF8.self)
  }

  @Test func `of the present text clears its suspects, and says who has looked`() throws {
    let report = Self.base.report(Self.head, reviews: try Self.review())
    #expect(report.lines(.suspect) == [] && report.lines(.unreviewed) == [])
    #expect(
      report.remarks.first
        == "Ada reviewed 3 suspect links of shop/B2 on 2026-11-20: the alert follows")
  }

  @Test func `of some ends clears these`() throws {
    let report = Self.base.report(Self.head, reviews: try Self.review(ends: ["RT-2"]))
    #expect(report.findings(.suspect).map(\.subject.key.id) == ["RetriesTooLong", "shop/RT-2"])
  }

  @Test func `of another text clears nothing`() throws {
    let later = Self.base.with("after 72 h}", "after 36 h}")
    let report = Self.base.report(later, reviews: try Self.review())
    #expect(report.findings(.suspect).count == 3)
    #expect(
      report.lines(.unreviewed) == ["warning unreviewed B2: nobody has reviewed what it says now"])
    #expect(report.remarks == ["nobody has reviewed what 3 of 3 constraints say now"])
  }

  @Test func `is not asked for where no file keeps them`() {
    let report = Self.base.report(Self.head)
    #expect(report.lines(.unreviewed) == [] && report.remarks == [])
  }

  @Test func `agrees that an invariant binds less, by its new text alone`() throws {
    let weaker = Self.base.with("type: invariant", "type: goal")
    let reviews = { (project: ComparedProject) throws -> String in
      let entry = try project.snapshot().review(of: "B1", by: "Ada", on: "2026-11-20")
      let file = SourceFile(path: "content/reviews.yaml", text: "reviews: []\n")
      return String(decoding: try Ingest.adding(entry, to: file).get(), as: UTF8.self)
    }
    let severity = { (reviews: String) in
      Self.base.report(weaker, reviews: reviews).findings(.changed).map(\.severity)
    }
    #expect(try severity(reviews(weaker)) == [.warning])
    #expect(try severity(reviews(Self.base)) == [.error])
  }

  @Test func `of a former text does not let an invariant go`() throws {
    let gone = Self.base.with(
      "    - {id: B1, type: invariant, statement: A payment shall be made once}\n", "")
    let entry = try Self.base.snapshot().review(of: "B1", by: "Ada", on: "2026-11-20")
    let file = SourceFile(path: "content/reviews.yaml", text: "reviews: []\n")
    let reviews = String(decoding: try Ingest.adding(entry, to: file).get(), as: UTF8.self)
    let report = Self.base.report(gone, reviews: reviews)
    #expect(report.findings(.removed).map(\.severity) == [.error])
    #expect(
      report.remarks.last
        == "content/reviews.yaml:2:5: the review of “shop/B1” names nothing that is there")
  }

  @Test func `takes the path of a file for its marked lines`() throws {
    let snapshot = Self.base.with(
      file: "src/marks.py", "# Satisfies: B1\ndef a(): pass\n\n# Satisfies: T1\ndef b(): pass\n"
    ).snapshot()
    let ends = { (id: String) in
      try snapshot.review(of: id, by: "Ada", on: "2026-11-20", ends: ["src/marks.py"]).ends
    }
    #expect(try ends("B1") == ["src/marks.py/shop/B1"])
    // What is linked by way of something else may be meant as well.
    #expect(try ends("B2") == ["src/marks.py/shop/B1", "src/marks.py/shop/T1"])
    #expect(throws: NameFault.self) {
      try snapshot.review(of: "B1", by: "Ada", on: "2026-11-20", ends: ["src/nothing.py"])
    }
  }

  @Test func `of what is not there says so`() {
    let fault = #expect(throws: NameFault.self) {
      try Self.head.snapshot().review(of: "shop/B8", by: "Ada", on: "2026-11-20")
    }
    #expect(fault?.summary == "\"shop/B8\" names nothing that is there" && fault?.fix != nil)
  }

  @Test func `of an id in the wrong place names the right one`() {
    let fault = #expect(throws: NameFault.self) {
      try Self.head.snapshot().review(of: "market/B1", by: "Ada", on: "2026-11-20")
    }
    #expect(fault?.fix?.hasSuffix("shop/B1\"") == true, "\(fault?.fix ?? "nothing")")
  }

  /// An entry about an invariant that has become a goal.
  private static let weaker = base.with("type: invariant", "type: goal")

  private static func agreement(ends: String = "") throws -> String {
    let digest = try weaker.snapshot().review(of: "B1", by: "Ada", on: "2026-11-20").digest
    return "reviews:\n  - {node: shop/B1, digest: \"\(digest)\", by: Ada, on: 2026-11-20\(ends)}\n"
  }

  @Test func `that the base has already agrees to nothing that the change rewrites`() throws {
    let old = try Self.agreement()
    let report = Self.base.report(Self.weaker, reviews: old, baseReviews: old)
    #expect(report.findings(.changed).map(\.severity) == [.error])
    #expect(report.lines(.unreviewed).count == 1)
    #expect(!report.remarks.contains { $0.hasPrefix("Ada reviewed") })
    let stays = Self.weaker.report(Self.weaker, reviews: old, baseReviews: old)
    #expect(stays.remarks == ["nobody has reviewed what 2 of 3 constraints say now"])
  }

  @Test
  func `of some links, or of none that is there, does not agree that an invariant binds less`()
    throws
  {
    let some = Self.base.report(Self.weaker, reviews: try Self.agreement(ends: ", ends: [RT-1]"))
    #expect(some.findings(.changed).map(\.severity) == [.error])
    let none = Self.base.report(Self.weaker, reviews: try Self.agreement(ends: ", ends: [NOPE]"))
    #expect(none.findings(.changed).map(\.severity) == [.error])
    #expect(none.lines(.unreviewed).count == 1)
    #expect(
      none.remarks.last
        == "content/reviews.yaml:2:5: the review of “shop/B1” names the other end “NOPE”, which is not there"
    )
  }

  @Test func `is told where it agrees`() throws {
    let report = Self.base.report(Self.weaker, reviews: try Self.agreement())
    #expect(
      report.lines(.changed) == [
        "warning changed B1: is a goal, and was an invariant; Ada agreed on 2026-11-20"
      ])
  }

  @Test func `is expected as long as the base has a file of them`() throws {
    let report = Self.base.report(Self.head, baseReviews: "reviews: []\n")
    #expect(report.lines(.unreviewed).count == 1)
    #expect(
      report.remarks == [
        "the change removes the file of reviews, and the base expects reviews",
        "nobody has reviewed what 3 of 3 constraints say now",
      ])
  }
}
