import Notation
import SourceText
import TestSupport
import Testing

private let badEscape =
  "yaml-syntax: expected an escape that YAML knows after the backslash"
private let foundTag = "yaml-tag: expected a plain value, found the tag "
private let tabs = "yaml-syntax: expected spaces, found a tab used for indentation"

@Suite struct YAMLFaultTests {
  @Test(arguments: [
    FaultCase(
      "text after a quoted value", "list:\n  - a: \"x\" ①✓ (4 matches)\n",
      "yaml-syntax: expected a key or the end of the mapping, found other text"),
    FaultCase(
      "two colons in a line", "a: b①: c",
      "yaml-syntax: a second \": \" is not allowed in one line"),
    FaultCase("a tab as indentation", "a:\n①\t- b", tabs),
    FaultCase(
      "an open bracket", "a: [1, 2①",
      "yaml-syntax: expected \",\" or \"]\", found the end of the text"),
    FaultCase(
      "an open quote", "a: ①\"x\nb: y", "yaml-syntax: the quote opened here is never closed"),
    FaultCase("a reserved start", "a: ①@x", "yaml-syntax: a value cannot start with \"@\""),
    FaultCase(
      "bad escapes, all of one text", "a: \"①\\q ②\\xZZ \\n ③\\U00110000\"", badEscape, badEscape,
      badEscape),
    FaultCase(
      "halves of a pair of surrogates", "a: \"\\u①d83d ②\\udca9 \\ud83d\\udca9\"", badEscape,
      badEscape),
    FaultCase(
      "a key over 1024 characters", "a: 1\n①\(String(repeating: "k", count: 1100)): 1\n",
      "yaml-syntax: expected \":\" after a key of at most 1024 characters on one line"),
    FaultCase(
      "entries after a broken one are looked through",
      "a: b①: c\nd:\n  e: 1\n②\tf: 2\ng: ③!x y\nh: {i: 1, ④i: 2}\n",
      "yaml-syntax: a second \": \" is not allowed in one line", tabs,
      "yaml-tag: expected a plain value, found the tag \"!x\"",
      "yaml-duplicate-key: key \"i\" is given twice in one mapping"),
    FaultCase(
      "aliases after a broken entry may have been defined in it",
      "a: &x b①: c\nd: *x\n", "yaml-syntax: a second \": \" is not allowed in one line"),
    FaultCase(
      "keys are compared after escapes", "name: 1\n①\"n\\x61me\": 2",
      "yaml-duplicate-key: key \"name\" is given twice in one mapping"),
    FaultCase(
      "an inner mapping may repeat an outer key, not its own",
      "a: {a: 1, b: {a: 2}, ①a: 3}\n②a: 4",
      "yaml-duplicate-key: key \"a\" is given twice in one mapping",
      "yaml-duplicate-key: key \"a\" is given twice in one mapping"),
    FaultCase(
      "complex and missing keys", "? ①[a, b]\n: 1\n? ②{c: d}\n: 2\n③~: 5\n3: 4",
      "yaml-key: a key must be text, found a list",
      "yaml-key: a key must be text, found a mapping",
      "yaml-key: a key must be text, found \"~\""),
    FaultCase(
      "merge key", "a: &a {x: 1}\nb:\n  ①<<: *a\n  y: 2",
      "yaml-merge-key: the merge key \"<<\" is not part of YAML 1.2"),
    FaultCase(
      "tags",
      "a: ①!!python/object/apply:os.system ['x']\nb: ②!ruby/object:X {}\nc: ③!!int x\nd: ④!!map []",
      foundTag + "\"tag:yaml.org,2002:python/object/apply:os.system\"",
      "yaml-tag: expected a plain value, found the tag \"!ruby/object:X\"",
      "yaml-tag: expected a value of type int, found \"x\"",
      "yaml-tag: expected a plain value, found the tag \"tag:yaml.org,2002:map\""),
    FaultCase(
      "a tag by directive", "%TAG ! tag:evil.example,2000:\n---\na: ①!x y\n",
      "yaml-tag: expected a plain value, found the tag \"tag:evil.example,2000:x\""),
    FaultCase(
      "a tag with an unknown handle", "a: ①!u!x y",
      "yaml-tag: expected a plain value, found a tag"),
    FaultCase(
      "an unknown alias", "a: &owners 1\nb: ①*owner\n",
      "yaml-alias: alias \"owner\" has no anchor before it"),
    FaultCase(
      "an alias inside its own value", "a: &c\n  - b: ①*c\n",
      "yaml-alias: alias \"c\" stands inside the value that it names"),
    FaultCase(
      "a second document", "a: 1\n①---\nb: 2\n",
      "yaml-documents: expected one document in a file, found another"),
    FaultCase(
      "a control character as an escape", "a: ①\"x\\0y\"",
      "control-character: expected text, found the control character U+0000"),
    FaultCase(
      "raw control characters, and what follows",
      "a: x①\u{0}y\nb: ②\u{7F}\nc: ③\u{9B}\nd: 1\n④d: 2",
      "control-character: expected text, found the control character U+0000",
      "control-character: expected text, found the control character U+007F",
      "control-character: expected text, found the control character U+009B",
      "yaml-duplicate-key: key \"d\" is given twice in one mapping"),
  ])
  func `a fault is reported where it stands`(_ row: FaultCase) {
    expectFaults(row) { YAMLParser.parse($0) }
  }

  @Test func `the earlier key is named in a note`() {
    let parsed = YAMLParser.parse(SourceFile(path: "f", text: "a: 1\nb: 2\na: 3"))
    #expect(parsed.diagnostics.first?.notes.first?.range?.line == 1)
    #expect(parsed.root?["a"]?.string == "1" && parsed.root?.entries?.count == 2)
  }

  @Test func `among many keys a repeated one is found`() {
    let keys = (0..<300).map { "key\($0): x\n" }.joined()
    let parsed = YAMLParser.parse(SourceFile(path: "f", text: keys + "key7: y\n"))
    #expect(
      list(parsed) == ["301:1 yaml-duplicate-key: key \"key7\" is given twice in one mapping"])
    #expect(parsed.diagnostics.first?.notes.first?.range?.line == 8)
  }

  @Test func `a broken file has no root`() {
    #expect(YAMLParser.parse(SourceFile(path: "f", text: "a: b: c")).root == nil)
    #expect(YAMLParser.parse(SourceFile(path: "f", bytes: [0x61, 0x3A, 0x20, 0xFF])).root == nil)
  }

  @Test func `no more than a hundred faults are shown, and the rest is counted`() {
    let text = String(repeating: "- !x y\n", count: 250)
    let parsed = YAMLParser.parse(SourceFile(path: "f", text: text))
    #expect(parsed.diagnostics.count == 100)
    #expect(
      parsed.diagnostics.last?.notes.last?.text == "150 more faults of this file are not shown")
  }
}
