import CArena
import CCmarkGFM
import Synchronization

/// One node of a parsed tree: valid only inside the call of `CMarkTree.withTree` that gave it.
struct CMarkNode: Equatable {
  private let raw: UnsafeMutablePointer<cmark_node>

  @inline(__always)
  init(_ pointer: UnsafeMutablePointer<cmark_node>) { raw = pointer }
  @inline(__always)
  private init?(maybe pointer: UnsafeMutablePointer<cmark_node>?) {
    guard let pointer else { return nil }
    raw = pointer
  }
  /// The number by which the library names the node's kind.
  var type: UInt32 { ccmark_type(raw) }

  var next: CMarkNode? { CMarkNode(maybe: ccmark_next(raw)) }
  var previous: CMarkNode? { CMarkNode(maybe: ccmark_previous(raw)) }
  var parent: CMarkNode? { CMarkNode(maybe: ccmark_parent(raw)) }
  var firstChild: CMarkNode? { CMarkNode(maybe: ccmark_first_child(raw)) }

  /// Lines from 1 of the text that was parsed; columns from 1 in bytes.
  var startLine: Int { Int(ccmark_start_line(raw)) }
  var startColumn: Int { Int(ccmark_start_column(raw)) }
  var endLine: Int { Int(ccmark_end_line(raw)) }
  var endColumn: Int { Int(ccmark_end_column(raw)) }

  /// The text of text, inline code, raw HTML, footnote definitions (the label) and references
  /// (the number).
  var literal: UnsafeBufferPointer<UInt8> { bytes(ccmark_literal(raw)) }
  var url: UnsafeBufferPointer<UInt8> { bytes(ccmark_url(raw)) }
  var linkTitle: UnsafeBufferPointer<UInt8> { bytes(ccmark_title(raw)) }
  var code: UnsafeBufferPointer<UInt8> { bytes(ccmark_code(raw)) }
  var codeLanguage: UnsafeBufferPointer<UInt8> { bytes(ccmark_code_language(raw)) }
  var headingLevel: Int { Int(ccmark_heading_level(raw)) }
  var isOrderedList: Bool { ccmark_list_is_ordered(raw) != 0 }
  var listStart: Int { Int(ccmark_list_start(raw)) }
  var isTightList: Bool { ccmark_list_is_tight(raw) != 0 }
  var isChecked: Bool { ccmark_item_is_checked(raw) != 0 }
  /// Of a reference: which one of its definition it is; of a definition: how many point at it.
  var footnoteCount: Int { Int(ccmark_footnote_count(raw)) }
  var hasExtension: Bool { ccmark_extension(raw) != nil }
  var isHeaderRow: Bool { ccmark_row_is_header(raw) != 0 }
  var footnoteDefinition: CMarkNode? { CMarkNode(maybe: ccmark_footnote_definition(raw)) }

  /// One byte a column: `l`, `c`, `r` or 0.
  var columnAlignments: [UInt8] {
    guard let start = ccmark_table_alignments(raw) else { return [] }
    return Array(
      UnsafeBufferPointer(start: start, count: max(0, Int(ccmark_table_column_count(raw)))))
  }

  private func bytes(_ slice: ccmark_bytes) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: slice.start, count: slice.count)
  }
}

/// What a node is; an unknown number is kept, because the library may know more than we do.
enum CMarkKind: Equatable {
  case document, blockQuote, list, item, codeBlock, htmlBlock, paragraph, heading, thematicBreak
  case footnoteDefinition, table, tableRow, tableCell
  case text, softBreak, lineBreak, code, htmlInline, emphasis, strong, link, image
  case footnoteReference, strikethrough
  case other(UInt32)
}

extension CMarkNode {
  var kind: CMarkKind {
    switch type {
    case CMARK_NODE_TEXT.rawValue: return .text
    case CMARK_NODE_SOFTBREAK.rawValue: return .softBreak
    case CMARK_NODE_PARAGRAPH.rawValue: return .paragraph
    case CMARK_NODE_LINK.rawValue: return .link
    case CMARK_NODE_CODE.rawValue: return .code
    case CMARK_NODE_EMPH.rawValue: return .emphasis
    case CMARK_NODE_STRONG.rawValue: return .strong
    case CMARK_NODE_ITEM.rawValue: return .item
    case CMARK_NODE_LIST.rawValue: return .list
    case CMARK_NODE_HEADING.rawValue: return .heading
    case CMARK_NODE_CODE_BLOCK.rawValue: return .codeBlock
    case CMARK_NODE_BLOCK_QUOTE.rawValue: return .blockQuote
    case CMARK_NODE_DOCUMENT.rawValue: return .document
    case CMARK_NODE_HTML_BLOCK.rawValue: return .htmlBlock
    case CMARK_NODE_HTML_INLINE.rawValue: return .htmlInline
    case CMARK_NODE_IMAGE.rawValue: return .image
    case CMARK_NODE_LINEBREAK.rawValue: return .lineBreak
    case CMARK_NODE_THEMATIC_BREAK.rawValue: return .thematicBreak
    case CMARK_NODE_FOOTNOTE_DEFINITION.rawValue: return .footnoteDefinition
    case CMARK_NODE_FOOTNOTE_REFERENCE.rawValue: return .footnoteReference
    case ccmark_type_table_cell().rawValue: return .tableCell
    case ccmark_type_table_row().rawValue: return .tableRow
    case ccmark_type_table().rawValue: return .table
    case ccmark_type_strikethrough().rawValue: return .strikethrough
    default: return .other(type)
    }
  }
}

/// The C library, held so that only one thread is ever inside it.
enum CMarkTree {
  /// The library keeps the extensions' special characters in one table of the process, which every
  /// parse switches on and off; the arena is one a process too. The lock guards both.
  private static let turn = Mutex(())
  private static let register: Void = { cmark_gfm_core_extensions_ensure_registered() }()
  private static let extensions = ["table", "strikethrough", "autolink", "tagfilter", "tasklist"]

  /// From now on the process ends with `status` when a tree needs more than `bytes`.
  static func limitMemory(to bytes: Int, exitStatus status: Int32) {
    carena_set_budget(bytes, status)
  }

  /// Parses and gives the document node to `body`; the tree is gone afterwards.
  ///
  /// `nil` when the library refuses to make a parser. A new parser a file: reusing one saves
  /// nothing that can be measured.
  static func withTree<Result: Sendable>(
    _ bytes: UnsafeBufferPointer<UInt8>, footnotes: Bool, _ body: (CMarkNode) -> Result
  ) -> Result? {
    turn.withLock { _ in
      register
      defer { carena_reset() }
      let options = CMARK_OPT_VALIDATE_UTF8 | (footnotes ? CMARK_OPT_FOOTNOTES : 0)
      // The arena's functions stand in the order in which the library declares its own.
      let memory = UnsafeMutableRawPointer(carena_allocator()).assumingMemoryBound(
        to: cmark_mem.self)
      guard let parser = cmark_parser_new_with_mem(options, memory) else { return nil }
      for name in extensions {
        if let found = cmark_find_syntax_extension(name) {
          cmark_parser_attach_syntax_extension(parser, found)
        }
      }
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
      // Neither tree nor parser is freed: the arena forgets both at once.
      guard let document = cmark_parser_finish(parser) else { return nil }
      return body(CMarkNode(document))
    }
  }
}
