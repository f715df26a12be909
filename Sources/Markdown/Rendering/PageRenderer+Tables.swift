import SourceText

/// Where the walk is inside a table.
struct TableState {
  /// `l`, `c`, `r` or 0 for each column.
  var alignments: [UInt8] = []
  /// Column of the next cell.
  var column = 0
  /// The row is the header.
  var isHeader = false
  /// A row of the body has been written.
  var hasBody = false
  /// The element of the open cell: a header cell without text is an ordinary one.
  var cell: StaticString = "td"
}

extension PageRenderer {
  mutating func openTablePart(_ node: CMarkNode) {
    switch node.kind {
    case .table:
      table = TableState()
      table.alignments = node.columnAlignments
      html.append("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">")
      html.append("<table>\n")
    case .tableRow: openRow(node)
    default: openCell(node)
    }
  }

  mutating func closeTablePart(_ node: CMarkNode) {
    switch node.kind {
    case .table: html.append(table.hasBody ? "</tbody>\n</table></div>\n" : "</table></div>\n")
    case .tableRow: html.append(table.isHeader ? "</tr>\n</thead>\n" : "</tr>\n")
    default:
      html.append("</")
      html.append(table.cell)
      html.append(">\n")
    }
  }

  private mutating func openRow(_ node: CMarkNode) {
    source.enterBlock(node)
    table.column = 0
    table.isHeader = node.isHeaderRow
    if table.isHeader {
      html.append("<thead>\n")
    } else if !table.hasBody {
      table.hasBody = true
      html.append("<tbody>\n")
    }
    html.append("<tr>\n")
  }

  private mutating func openCell(_ node: CMarkNode) {
    let alignment = table.column < table.alignments.count ? table.alignments[table.column] : 0
    table.column += 1
    table.cell = table.isHeader && node.firstChild != nil ? "th" : "td"
    html.append("<")
    html.append(table.cell)
    if table.isHeader, node.firstChild != nil { html.append(" scope=\"col\"") }
    // A class and not a style: the site's policy forbids inline styles.
    switch alignment {
    case 0x6C: html.append(" class=\"left\"")
    case 0x63: html.append(" class=\"center\"")
    case 0x72: html.append(" class=\"right\"")
    default: break
    }
    html.append(">")
  }
}
