// TraceModel: ids, typed documents, and the one graph that everything else asks.
//
// Comes in:  documents that `Ingest` has read.
// Goes out:  `TraceGraph`: nodes, typed links with basis and status, declared claims.
// Refuses:   file formats, verdicts (Analysis computes them), routes and pages (Site).
//
//   Identity/   scope, id grammar, the one normaliser of id spellings
//   Graph/      nodes, links, the graph and its queries
//   Documents/  what a reader makes of one feature or page before it is linked
