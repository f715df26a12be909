import SourceText
import Templates
import Testing

/// The law of escaping: what a reader of the format gets back is the text that went in.
@Suite struct EscapingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var name: String
    var before: String
    var after: String
    var read: @Sendable (String) -> String
    var testDescription: String { id }
  }

  @Test(arguments: [
    Case(id: "text", name: "a.html", before: "<p>", after: "</p>", read: withoutReferences),
    Case(
      id: "attribute", name: "a.html", before: "<p title=\"", after: "\">", read: withoutReferences),
    Case(
      id: "single quotes", name: "a.html", before: "<p title='", after: "'>",
      read: withoutReferences),
    Case(
      id: "title", name: "a.html", before: "<title>", after: "</title>", read: withoutReferences),
    Case(
      id: "SVG", name: "a.svg", before: "<text x=\"1\">", after: "</text>", read: withoutReferences),
    Case(id: "feed", name: "a.xml", before: "<title>", after: "</title>", read: withoutReferences),
    Case(id: "query", name: "a.html", before: "<a href=\"?q=", after: "\">", read: withoutPercent),
    Case(id: "fragment", name: "a.html", before: "<a href=\"#", after: "\">", read: withoutPercent),
    Case(
      id: "JSON string", name: "a.json", before: "{\"a\":\"", after: "\"}", read: withoutEscapes),
    Case(
      id: "JSON value", name: "a.json", before: "[", after: "]",
      read: { withoutEscapes(String($0.unicodeScalars.dropFirst().dropLast())) }),
    Case(id: "plain", name: "a.txt", before: "<script>", after: "</script>", read: { $0 }),
  ])
  func `random text comes back`(_ row: Case) throws {
    let (set, diagnostics) = TemplateSet.compile([
      SourceFile(path: row.name, text: row.before + "{{x}}" + row.after)
    ])
    #expect(diagnostics.isEmpty)
    var random = TextGenerator(state: 7)
    for _ in 0..<400 {
      let text = random.text()
      var buffer = ByteBuffer()
      try set.render(row.name, ["x": .string(text)], page: "p", into: &buffer)
      let output = buffer.text
      #expect(output.utf8.starts(with: row.before.utf8))
      let bytes = output.utf8.dropFirst(row.before.utf8.count).dropLast(row.after.utf8.count)
      #expect(Array(output.utf8.suffix(row.after.utf8.count)) == Array(row.after.utf8))
      let inside = String(decoding: bytes, as: UTF8.self)
      #expect(Array(row.read(inside).utf8) == Array(text.utf8))
      // What ends the place must not occur in it.
      if row.name != "a.txt", row.name != "a.json" {
        #expect(!inside.utf8.contains { $0 == 0x3C || $0 == 0x3E || $0 == 0x22 })
      }
    }
  }

  @Test func `a text in a path keeps its shape and cannot leave its attribute`() throws {
    let output = try rendered("<a href=\"x/{{a}}\">", ["a": .string("a b/\"é\"?c='<d>'&e")])
    #expect(output == "<a href=\"x/a%20b/%22é%22?c=&#39;%3Cd%3E&#39;&amp;e\">")
  }

  @Test(arguments: [
    ("<a href=\"/{{a}}\">", "/evil.example", "<a href=\"/%2Fevil.example\">"),
    ("<a href='/{{a}}'>", "//x", "<a href='/%2F/x'>"),
    ("<a href=\"/a/{{a}}\">", "/b", "<a href=\"/a//b\">"),
    ("<a href=\"https://a.example/{{a}}\">", "b", "<a href=\"https://a.example/b\">"),
    ("<a href=\"mailto:{{a}}\">", "b@c", "<a href=\"mailto:b@c\">"),
    (
      "<meta http-equiv=\"refresh\" content=\"0;url={{a}}\">", "javascript:x",
      "<meta http-equiv=\"refresh\" content=\"0;url=#\">"
    ),
    (
      "<meta name=\"description\" content=\"{{a}}\">", "javascript: a url=b",
      "<meta name=\"description\" content=\"javascript: a url=b\">"
    ),
  ])
  func `a value never becomes the host or the scheme of an address`(
    template: String, value: String, output: String
  ) throws {
    #expect(try rendered(template, ["a": .string(value)]) == output)
  }

  @Test func `JSON values are written by their type`() throws {
    let values: TemplateRecord = [
      "a": ["x": [1, true, nil, "s\"</script>"]], "n": nil, "i": -2,
    ]
    let output = try rendered("{\"a\":{{a}},\"n\":{{n}},\"i\":{{i}}}", values, name: "f.json")
    #expect(output == #"{"a":{"x":[1,true,null,"s\"\u003c/script\u003e"]},"n":null,"i":-2}"#)
  }

  @Test func `markup is escaped in feeds and in JSON`() throws {
    let markup = TemplateValue.html(SafeHTML(bytes: Array("<b>&amp;</b>".utf8)))
    #expect(
      try rendered("<c>{{m}}</c>", ["m": markup], name: "f.xml")
        == "<c>&lt;b&gt;&amp;amp;&lt;/b&gt;</c>")
    #expect(
      try rendered("\"{{m}}\"", ["m": markup], name: "f.json")
        == #""\u003cb\u003e\u0026amp;\u003c/b\u003e""#)
  }

  @Test func `addresses of ours stand where texts may not`() throws {
    let output = try rendered(
      "<link href=\"{{u}}\"><a href=\"{{u}}#{{f}}\">", ["u": .url("a?b&c"), "f": "R T"])
    #expect(output == "<link href=\"a?b&amp;c\"><a href=\"a?b&amp;c#R%20T\">")
  }
}

/// A small generator of awkward texts, the same in every run.
private struct TextGenerator {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func text() -> String {
    let special = Array(
      "<>&\"'`=/\\ \n\t;#%?:{}()+-é→😀\u{2028}\u{2029}\u{A0}\u{200B}".unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<next(40) {
      switch next(3) {
      case 0: text.append(special[next(special.count)])
      case 1: text.append(Unicode.Scalar(UInt8(0x61 + next(26))))
      default:
        if let scalar = Unicode.Scalar(UInt32(0xA0 + next(0x2_0000))) { text.append(scalar) }
      }
    }
    return String(text)
  }
}

private func withoutReferences(_ text: String) -> String {
  // `&amp;` last, so that what it uncovers is not read again.
  let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
  let bytes = pairs.reduce(Array(text.utf8)) {
    $0.replacing(Array($1.0.utf8), with: Array($1.1.utf8))
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func withoutPercent(_ text: String) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    guard byte == 0x25 else {
      bytes.append(byte)
      continue
    }
    bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
    rest = rest.dropFirst(2)
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func withoutEscapes(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var rest = Array(text.unicodeScalars)[...]
  while let scalar = rest.popFirst() {
    guard scalar == "\\", let letter = rest.popFirst() else {
      result.append(scalar)
      continue
    }
    switch letter {
    case "n": result.append("\n")
    case "r": result.append("\r")
    case "t": result.append("\t")
    case "u":
      let digits = String(String.UnicodeScalarView(rest.prefix(4)))
      result.append(UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) ?? "?")
      rest = rest.dropFirst(4)
    default: result.append(letter)
    }
  }
  return String(result)
}
