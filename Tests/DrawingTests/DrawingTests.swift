import Drawing
import Foundation
import FoundationXML
import SourceText
import Testing

/// What an XML reader finds in a picture; a picture that is not well-formed gives an issue.
final class PictureReader: NSObject, XMLParserDelegate {
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  private(set) var texts: [String] = []
  private var text = ""

  init(_ svg: String, sourceLocation: SourceLocation = #_sourceLocation) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    if !parser.parse() {
      Issue.record("not well-formed: \(svg.prefix(400))", sourceLocation: sourceLocation)
    }
  }

  func values(of attribute: String) -> [String] {
    elements.compactMap { $0.attributes[attribute] }
  }

  func count(_ name: String, class className: String) -> Int {
    elements.filter {
      $0.name == name
        && ($0.attributes["class"] ?? "").split(separator: " ").contains(Substring(className))
    }.count
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append((name, attributes))
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if !text.isEmpty { texts.append(text) }
    text = ""
  }
}

/// A picture as text.
func drawn(_ write: (inout ByteBuffer) -> Void) -> String {
  var buffer = ByteBuffer()
  write(&buffer)
  return buffer.text
}
