// Markdown: GitHub's dialect to safe HTML, with everything the graph and the site need from a page.
//
// Comes in:  `MarkdownInput`: a file, and where its body starts behind the front matter.
// Goes out:  `RenderedMarkdown`: HTML with slots, and a `MarkdownDocument` of headings, links,
//            search terms and diagnostics with their places in the file.
// Refuses:   routes, templates, the graph: a slot is filled by whoever knows them. No raw HTML and
//            no URL outside the allow list gets through, whatever the input.
//
//   Parsing/       the wrapper of the C library: bytes to a tree of nodes, and places in the source
//   Rendering/     one walk over the tree that writes HTML and collects the document
//   Highlighting/  code blocks coloured when the page is built
//   Search/        words of a page
//   Prose/         short texts that need no parser at all
//   Isolation/     the parser runs in worker processes with limits; a file that exceeds them is one
//                  diagnostic, never the end of a build
