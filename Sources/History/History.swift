// History: from the bytes of a recorded workflow run to its events, what is wrong with them, and
// the groups that people think in.
//
// Comes in:  a file, in any of the shapes in which workflow histories are exported.
// Goes out:  `RunHistory` values, diagnostics, groups, times, texts without secrets; and the same
//            history again as JSON or in binary form.
// Refuses:   disk, the graph (Ingest), pages (Site), drawings (Drawing).
//
//   Reading/   bytes to a flat tree with positions; times and durations
//   Events/    the types of events, containers, one run
//   Checks/    what no history may look like
//   Groups/    events that belong together: an activity with its attempts, a timer, a child
//   Payloads/  inputs, results and failures as text, with secrets taken out
//   Wire/      the binary form, from one table of fields
