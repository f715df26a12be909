// Drawing: small pictures as SVG, the same bytes on every machine.
//
// Comes in:  plain values: nodes and edges, numbers, words; a prefix that makes ids unique in a page.
// Goes out:  one `<svg>` element appended to a buffer.
// Refuses:   the graph, routes, colours. Parts carry classes, and the page's style sheet paints them.
//
//   Writing/    elements, attributes and text with their escapes; how wide a text is
//   Diagrams/   a layered layout: columns, order inside them, edges as curves
//   Charts/     heat map, coverage bar, sparkline, gauge
//   Timelines/  lanes of what happened, with idle time made short
//
// Every picture has a title and a description for readers who do not see it, never says anything by
// colour alone, and carries no `style` attribute, so that it works under a strict content policy.
