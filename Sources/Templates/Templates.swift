// Templates: a small Handlebars, strict and safe by construction.
//
// Comes in:  template files (`SourceFile`) and, for each page, a record of values.
// Goes out:  a `TemplateSet` compiled once, bytes appended to a buffer, diagnostics.
// Refuses:   disk, the graph, routes; logic that a view could have computed; strings as markup.
//
//   Syntax/     bytes to text and tags; the words of a tag to expressions
//   Contexts/   where in HTML, XML or JSON a value stands, decided before anything is rendered
//   Compiling/  tags to one flat list of operations; names of partials; cycles
//   Rendering/  running the operations with values; helpers; escaping; budgets
