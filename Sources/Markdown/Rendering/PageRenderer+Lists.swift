import SourceText

extension PageRenderer {
  mutating func openList(_ node: CMarkNode) {
    guard node.isOrderedList else {
      let isTaskList = node.firstChild?.hasExtension ?? false
      return isTaskList ? html.append("<ul class=\"tasks\">\n") : html.append("<ul>\n")
    }
    html.append("<ol")
    if node.listStart != 1 {
      html.append(" start=\"")
      html.append(node.listStart)
      html.append("\"")
    }
    html.append(">\n")
  }

  mutating func openItem(_ node: CMarkNode) {
    guard node.hasExtension else { return html.append("<li>") }
    html.append("<li class=\"task\"><input type=\"checkbox\" disabled")
    html.append(node.isChecked ? " checked aria-label=\"Done\"> " : " aria-label=\"To do\"> ")
  }
}
