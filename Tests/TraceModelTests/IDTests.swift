import Testing
import TraceModel

@Suite struct `Ids` {
  @Test(arguments: [
    "B1", "RT-1.2.3", "TN1", "F_NEW_1", "T_INC089_1", "S7-suggested", "INT-D1", "A", "indexes",
    "console", "x64", String(repeating: "a", count: 64),
  ])
  func `these may be declared`(id: String) { #expect(IDGrammar.fault(in: id) == nil) }

  @Test(arguments: [
    ("", IDGrammar.Fault.empty), ("../etc/passwd", .start), (".git", .start), ("1e3", .start),
    ("-rf", .start), ("é", .start), (" lead", .start), ("trail ", .character), ("a/b", .character),
    ("a\\b", .character), ("C:evil", .character), ("a\nb", .character), ("a\u{0}b", .character),
    ("café", .character), ("B1\u{200D}", .character), ("%2e", .start),
    ("trail.", .trailingDot), ("CON", .reserved), ("con.html", .reserved), ("nul", .reserved),
    ("LPT9.txt", .reserved), ("index", .reserved), ("sitemap", .reserved), ("search", .reserved),
    (String(repeating: "a", count: 65), .tooLong),
  ])
  func `these may not`(id: String, fault: IDGrammar.Fault) {
    #expect(IDGrammar.fault(in: id) == fault)
  }

  @Test(arguments: [
    ("RT1", "RT-1"), ("TENSION_1", "TN1"), ("SOL_A", "A"), ("SCEN-OAGW-1", "SCEN-OAGW-01"),
    ("GAP-3", "GAP-03"), ("E-1.2", "E1.2"), ("RT_1", "RT-1"), ("B1", "B01"),
  ])
  func `these are spellings of one id`(a: String, b: String) {
    #expect(IDSpelling.canonical(a) == IDSpelling.canonical(b))
  }

  @Test(arguments: [
    ("RT-1.1", "RT-11"), ("REQ-1", "REQ-10"), ("REQ-1-0", "REQ-10"), ("R1", "RT-1"), ("B1", "b1"),
    ("T3", "T3_revised"), ("F_NEW_1", "F-NEW-1"),
  ])
  func `these are different ids`(a: String, b: String) {
    #expect(IDSpelling.canonical(a) != IDSpelling.canonical(b))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var references: [IDReference]
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(text: "B1", references: [IDReference("B1")]),
    Case(text: "RT-4 partial", references: [IDReference("RT-4", remark: "partial")]),
    Case(
      text: "RT-4 (multiple files)", references: [IDReference("RT-4", remark: "multiple files")]),
    Case(text: "B2, B4", references: [IDReference("B2"), IDReference("B4")]),
    Case(
      text: "B2, U1-U3",
      references: [
        IDReference("B2"), IDReference("U1"), IDReference("U2"), IDReference("U3"),
      ]),
    Case(text: "U1 – U2", references: [IDReference("U1"), IDReference("U2")]),
    Case(text: "RT-1-RT-2", references: [IDReference("RT-1"), IDReference("RT-2")]),
    Case(text: "U2-U1", references: [IDReference("U2-U1")]),
    Case(text: "U1-U99999999", references: [IDReference("U1-U99999999")]),
    Case(text: "REQ-1-0", references: [IDReference("REQ-1-0")]),
    Case(text: "INC-2024-089", references: [IDReference("INC-2024-089")]),
    Case(
      text: "Not fully automated (O1)", references: [IDReference("Not fully automated (O1)")]),
    Case(text: "", references: [IDReference("")]),
  ])
  func `references are taken apart`(_ one: Case) {
    #expect(IDSpelling.references(in: one.text) == one.references)
  }

  @Test func `only words for a later form are taken off an id`() {
    #expect(IDSpelling.withoutRevision("T3_revised") == IDReference("T3", remark: "revised"))
    #expect(IDSpelling.withoutRevision("U1_enhanced") == IDReference("U1", remark: "enhanced"))
    #expect(IDSpelling.withoutRevision("S5_event_channel") == nil)
  }
}
