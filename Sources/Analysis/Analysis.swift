// Analysis: questions to the graph.
//
// Comes in:  a `TraceGraph`.
// Goes out:  verdicts with provenance, coverage, gaps, claims, matrices, neighbourhoods, findings.
// Refuses:   files, formats, routes, HTML; it believes nothing that is only declared.
//
//   Assessment.swift  everything that is computed once a build, in order
//   Verdicts/         evidence -> truth -> constraint -> outcome, with the satisfied floor
//   Views/            answers that a page or a report shows
//   Rules/            findings about the graph as a whole
