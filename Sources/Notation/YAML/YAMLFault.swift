import SourceText

/// A syntax error of the library in our words, at the place where its author should look.
struct YAMLFault {
  private let problem: String
  private let context: String
  /// Offsets in the file.
  private let place: Int
  private let opening: Int
  private let end: Int
  private let found: UInt8?

  init(
    _ failure: YAMLEvents.Failure, _ text: UnsafeBufferPointer<UInt8>, _ places: CodePointIndex,
    base: Int
  ) {
    problem = failure.problem
    context = failure.context
    place = places.byteOffset(failure.problemIndex)
    opening = places.byteOffset(failure.contextIndex)
    end = base + text.count
    found = place < end ? text[place - base] : nil
  }

  /// Adds the diagnostic.
  func report(to findings: inout Findings) {
    let words = self.words
    let span = Span(words.isAtOpening ? opening : place, (words.isAtOpening ? opening : place) + 1)
    let isNoted = !words.isAtOpening && opening < place && openingName != nil
    findings.add(
      problem == "found undefined tag handle" ? .yamlTag : .yamlSyntax,
      place >= end && !words.isAtOpening ? Span(end, end) : span, words.summary,
      note: isNoted ? openingName.map { "\($0) starts here" } : nil,
      at: isNoted ? Span(opening, opening + 1) : nil, fix: words.fix)
  }

  /// Where in the text to look on, when that place is known to be outside quotes and brackets.
  ///
  /// Behind a bad escape the rest of its text is searched for more of them first.
  func resumption(
    in text: UnsafeBufferPointer<UInt8>, base: Int, findings: inout Findings
  ) -> Int? {
    if context.contains("flow") || problem.contains("end of stream") { return nil }
    guard context == "while parsing a quoted scalar" else { return place - base }
    return YAMLRecovery.quoteEnd(in: text, badEscape: place - base) { escape in
      findings.add(
        .yamlSyntax, Span(base + escape.lowerBound, base + escape.upperBound), Self.escape.summary,
        fix: Self.escape.fix)
    }
  }

  private typealias Words = (summary: String, fix: String?, isAtOpening: Bool)

  private static let escape = (
    summary: "expected an escape that YAML knows after the backslash",
    fix: "double the backslash, or use single quotes"
  )

  private var openingName: String? {
    switch context {
    case "while parsing a block mapping": "the mapping"
    case "while parsing a block collection": "the list"
    case "while parsing a flow mapping": "the mapping"
    case "while parsing a flow sequence": "the list"
    case "while scanning a simple key": "the key"
    case "while scanning a quoted scalar", "while parsing a quoted scalar": "the text"
    default: nil
    }
  }

  // One table: the library's sentence on the left, ours on the right.
  private var words: Words {
    switch problem {
    case "found character that cannot start any token" where found == 0x09:
      ("expected spaces, found a tab used for indentation", "indent with spaces", false)
    case "found character that cannot start any token":
      ("a value cannot start with \(foundName)", "put the value in quotes", false)
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      ("expected spaces, found a tab used for indentation", "indent with spaces", false)
    case "could not find expected ':'":
      (
        "expected \":\" after a key of at most 1024 characters on one line",
        "add the \":\", or put the text in quotes", true
      )
    case "mapping values are not allowed in this context":
      (
        "a second \": \" is not allowed in one line",
        "put the value in quotes, or indent the lines of the mapping alike", false
      )
    case "mapping keys are not allowed in this context":
      ("a key is not allowed here", "start it on a line of its own", false)
    case "block sequence entries are not allowed in this context":
      ("a list item \"- \" is not allowed here", "start it on a line of its own", false)
    case "did not find expected key":
      (
        "expected a key or the end of the mapping, found \(foundName)",
        "put the whole value in quotes, or indent the line like its neighbours", false
      )
    case "did not find expected '-' indicator":
      (
        "expected \"- \" or the end of the list, found \(foundName)",
        "put the whole value in quotes, or indent the line like its neighbours", false
      )
    case "did not find expected ',' or ']'":
      ("expected \",\" or \"]\", found \(foundName)", nil, false)
    case "did not find expected ',' or '}'":
      ("expected \",\" or \"}\", found \(foundName)", nil, false)
    case "did not find expected node content":
      ("expected a value, found \(foundName)", nil, false)
    case "found unexpected end of stream":
      ("the quote opened here is never closed", "close it", true)
    case "found unexpected document indicator":
      ("expected the closing quote, found a document marker", "close the quote before it", false)
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      (Self.escape.summary, Self.escape.fix, false)
    case "did not find expected <document start>":
      ("expected the end of the document or \"---\", found \(foundName)", nil, false)
    case "found undefined tag handle":
      ("expected a plain value, found a tag", "remove the tag", false)
    default: (untranslated, nil, false)
    }
  }

  /// Rare problems keep the library's words, which fit after "cannot read this: ".
  private var untranslated: String {
    "cannot read this: \(problem)" + (context.isEmpty ? "" : " \(context)")
  }

  private var foundName: String {
    switch found {
    case nil: "the end of the text"
    case 0x0A, 0x0D: "the end of the line"
    case 0x09: "a tab"
    case 0x20: "a space"
    case .some(let byte) where byte > 0x20 && byte < 0x7F:
      "\"\(Character(Unicode.Scalar(byte)))\""
    default: "other text"
    }
  }
}
