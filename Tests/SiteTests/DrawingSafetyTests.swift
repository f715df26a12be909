@testable import Site
import SourceText
import Testing
import TestSupport

/// Which SVG files may be published.
@Suite struct `Drawings` {
  static let head =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">"

  @Test(arguments: [
    "<rect width=\"1\" height=\"1\" fill=\"url(#g)\"/>",
    "<style>.a{fill:red}</style><g class=\"a\"/>",
    "<use xlink:href=\"#x\"/>", "<image href=\"data:image/png;base64,AAAA\"/>",
    "<!-- <script>no</script> --><text>set onload = 1, javascript: no</text>",
    "<text><![CDATA[<script>shown</script>]]></text>",
    "<a href=\"other.svg#part\"><path d='M0 0'/></a>",
    "<g style=\"fill:url('#g')\" id=\"settings\"/>", "<settings/>", "<metadata>x</metadata>",
    "<linearGradient id=\"g\"><stop offset='0'/></linearGradient>",
    "<g data-name=\"on\"/>",
    "<style type=\"text/css\"/><text>@import is a word</text>",
  ])
  func `that only draw are published`(body: String) {
    let danger = dangerousPart(ofSVG: Array((Self.head + body + "</svg>").utf8))
    #expect(danger == nil, "\(danger.map { "\($0)" } ?? "")")
  }

  @Test func `may have the declarations that editors write`() {
    let text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!DOCTYPE svg PUBLIC "
      + "\"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n"
      + Self.head + "</svg>"
    #expect(dangerousPart(ofSVG: Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    "①<script>alert(1)</script>", "①<SCRIPT/>", "①<svg:script xlink:href='x'/>", "①<h:script/>",
    "①<foreignObject><p/></foreignObject>", "<g ①onload=\"x\"/>", "<g\n①onload\n=\n'x'/>",
    "<g/①ONCLICK='x'/>",
    "<g a=\"1\"①onload=\"x\"/>", "<g ①ev:onbegin='x'/>", "<a ①href=\"javascript:x\"/>",
    "<a ①xlink:href=\" java\nscript:x\"/>", "<a ①href=\"&#106;avascript:x\"/>",
    "<a ①href=\"&#x6A;&#x61;vascript&#58;x\"/>", "<a ①href='https://example.org'/>",
    "<image ①xlink:href=\"//example.org/x.png\"/>", "<image ①href=\"\\\\example.org\\x\"/>",
    "<use ①href=\"data:image/svg+xml;base64,AAAA\"/>", "<image ①href=\"data:image/svg+xml,x\"/>",
    "<a ①href=\"data:text/html,x\"/>", "<style>①@import 'x'</style>",
    "<style>①@IMPORT url(#x)</style>",
    "<style>①a{background:url(https://x)}</style>", "<style>①a{b:ur\\6c(x)}</style>",
    "<style>①&#64;import 'x'</style>", "<style>①<![CDATA[@import 'x';]]></style>",
    "<svg:style>①@import 'x'</svg:style>", "<g ①style=\"background:url( 'http://x')\"/>",
    "<g ①fill=\"url(http://x#a)\"/>", "<g ①fill=\"u\\72l(http://x)\"/>",
    "①<set attributeName=\"href\"/>",
    "①<animate attributeName=\"href\" values=\"javascript:x\"/>", "①<animateTransform/>",
    "①<handler type=\"x\"/>", "<g ①xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:p/></g>",
    "<g ①xmlns:h=\"http://www.w3.org/1999/&#120;html\"/>", "<g ①xml:base=\"http://x/\"/>",
    "①<?xml-stylesheet href=\"x\"?>", "①<!ENTITY x 'y'>", "①<!DOCTYPE svg [ <!ENTITY x 'y'> ]>",
    "<g ①onload=x>", "<g id=\"x\"①", "①<!-- never ends", "<text>①<![CDATA[ never ends",
    "<g ①checked/>",
    "①<iframe src=\"x\"/>", "①<audio/>", "①<link href=\"x\"/>",
  ])
  func `that could run or load something are refused at the place`(marked: String) {
    let marked = MarkedText(Self.head + marked + "</svg>")
    let danger = dangerousPart(ofSVG: Array(marked.text.utf8))
    #expect(danger != nil)
    if let danger { #expect([danger.offset] == marked.offsets, "\(danger)") }
  }

  @Test(
    arguments: [
      Array("<svg/>".utf8).flatMap { [$0, 0] }, [0xFF, 0xFE, 0x3C, 0], [0xFE, 0xFF, 0, 0x3C],
      Array("<?xml version='1.0' encoding='UTF-7'?><svg/>".utf8),
      Array("<?xml version=\"1.0\" encoding=\"iso-2022-jp\"?><svg/>".utf8), [0x3C, 0xC0, 0xBC],
    ] as [[UInt8]])
  func `in another encoding are refused`(bytes: [UInt8]) {
    #expect(dangerousPart(ofSVG: bytes) != nil)
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile))) func `from hostile hands are refused`() throws
  {
    #expect(dangerousPart(ofSVG: try Inputs.bytes("markdown/evil.svg", in: Inputs.hostile)) != nil)
  }

  @Test func `of the site itself are plain`() {
    for file in BuiltInDesign.files where file.path.hasSuffix(".svg") {
      #expect(dangerousPart(ofSVG: file.bytes) == nil, "\(file.path)")
    }
  }

  @Test func `that are long and empty cost no more than their length`() {
    let bytes = Array((Self.head + "<text a=\"" + String(repeating: "&#", count: 200_000)).utf8)
    #expect(dangerousPart(ofSVG: bytes) != nil)
  }
}
