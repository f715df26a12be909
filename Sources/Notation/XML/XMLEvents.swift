import CExpat
import SourceText

/// Builds the tree from expat's calls: the only place that knows the C library.
///
/// Of the library only the status and the byte offset are trusted; every bound is checked here.
final class XMLEvents {
  /// Why reading ended early.
  struct Fault {
    var rule: Rule
    var summary: String
    var fix: String?
    /// In bytes from the start of the file.
    var offset: Int
  }

  private(set) var root: XMLElement?
  private(set) var fault: Fault?
  private let limits: XMLLimits
  private var open: [XMLElement] = []
  private var text: [UInt8] = []
  private var count = 0
  // Pair: XML_ParserCreate in `read`, XML_ParserFree at its end.
  private var parser: XML_Parser?

  init(_ limits: XMLLimits) { self.limits = limits }

  func read(_ bytes: [UInt8]) {
    // The name overrides what the document declares: one encoding is read, and no other.
    guard let parser = XML_ParserCreate("UTF-8") else { return }
    self.parser = parser
    defer {
      self.parser = nil
      XML_ParserFree(parser)
    }
    installHandlers(parser)
    let status = bytes.withUnsafeBytes { bytes in
      // The limit on bytes keeps the length within 32 bits.
      XML_Parse(
        parser, bytes.bindMemory(to: CChar.self).baseAddress, Int32(clamping: bytes.count), 1)
    }
    if status != XML_STATUS_OK, fault == nil { fault = libraryFault(parser) }
    // What is still open is closed where the text breaks off.
    while let last = open.indices.last {
      open[last].isClosed = false
      close()
    }
  }

  private func installHandlers(_ parser: XML_Parser) {
    // Unretained: `self` outlives the parser, which `read` frees before it returns.
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        if let context, let name { XMLEvents.at(context).start(name, attributes) }
      },
      { context, _ in if let context { XMLEvents.at(context).close() } })
    XML_SetCharacterDataHandler(parser) { context, bytes, count in
      guard let context, let bytes else { return }
      XMLEvents.at(context).add(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      if let context { XMLEvents.at(context).refuseDocumentType() }
    }
  }

  private static func at(_ context: UnsafeMutableRawPointer) -> XMLEvents {
    Unmanaged<XMLEvents>.fromOpaque(context).takeUnretainedValue()
  }

  private var offset: Int { parser.map { Int(XML_GetCurrentByteIndex($0)) } ?? 0 }

  // MARK: calls of the library

  private func start(
    _ name: UnsafePointer<CChar>, _ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    // Calls may still come after a stop.
    guard fault == nil else { return }
    let place = offset
    let name = String(cString: name)
    let attributes = self.attributes(pairs)
    count += 1
    if attributes.count > limits.attributes {
      return stop("expected at most \(limits.attributes) attributes in one tag")
    }
    if open.count >= limits.depth {
      return stop("expected at most \(limits.depth) elements inside one another")
    }
    if count > limits.elements { return stop("expected at most \(limits.elements) elements") }
    takeText()
    open.append(
      XMLElement(
        name: name, span: Span(place, place + 1 + name.utf8.count), attributes: attributes))
  }

  private func attributes(
    _ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) -> [XMLElement.Attribute] {
    var result: [XMLElement.Attribute] = []
    var index = 0
    while let pairs, let name = pairs[index], let value = pairs[index + 1] {
      result.append(.init(String(cString: name), String(cString: value)))
      index += 2
      if result.count > limits.attributes { break }
    }
    return result
  }

  private func add(_ bytes: UnsafeBufferPointer<CChar>) {
    guard fault == nil, !open.isEmpty else { return }
    text.append(contentsOf: bytes.lazy.map { UInt8(bitPattern: $0) })
  }

  private func takeText() {
    guard !text.isEmpty else { return }
    // Space between elements is layout.
    if !open.isEmpty, text.contains(where: { $0 > 0x20 }) {
      open[open.count - 1].text += String(decoding: text, as: UTF8.self)
    }
    text.removeAll(keepingCapacity: true)
  }

  private func close() {
    takeText()
    guard let element = open.popLast() else { return }
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(element)
    }
  }

  private func refuseDocumentType() {
    fail(
      .xmlDocumentType, "a document type is not read, because it may declare entities",
      fix: "write the report without <!DOCTYPE …>")
  }

  private func stop(_ summary: String) { fail(.xmlLimit, summary) }

  private func fail(_ rule: Rule, _ summary: String, fix: String? = nil) {
    guard fault == nil, let parser else { return }
    fault = Fault(rule: rule, summary: summary, fix: fix, offset: offset)
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  private func libraryFault(_ parser: XML_Parser) -> Fault {
    let code = XML_GetErrorCode(parser)
    return Fault(rule: .xmlSyntax, summary: Self.summary(of: code), offset: offset)
  }

  // One table: the library's codes on the left, our sentences on the right.
  private static func summary(of code: XML_Error) -> String {
    switch code {
    case XML_ERROR_NO_ELEMENTS: "expected an element, found the end of the text"
    case XML_ERROR_UNCLOSED_TOKEN: "the tag, comment or reference is never closed"
    case XML_ERROR_TAG_MISMATCH: "expected the end tag of the element that is open"
    case XML_ERROR_DUPLICATE_ATTRIBUTE: "an attribute stands twice in one tag"
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "expected the end of the text after the root element"
    case XML_ERROR_UNDEFINED_ENTITY: "the entity is not one of XML's own five"
    case XML_ERROR_UNCLOSED_CDATA_SECTION: "the CDATA section is never closed"
    case XML_ERROR_BAD_CHAR_REF: "the reference names a character that XML forbids"
    case XML_ERROR_MISPLACED_XML_PI: "the XML declaration does not stand at the start"
    default: "cannot read this: \(XML_ErrorString(code).map { String(cString: $0) } ?? "unknown")"
    }
  }
}
