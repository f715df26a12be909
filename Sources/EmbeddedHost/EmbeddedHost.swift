// EmbeddedHost: runs workflows on one machine, and loses nothing that it has confirmed.
//
// Comes in:  workflows and activities (Orchestration), calls of clients, the time.
// Goes out:  histories in SQLite, results, metrics.
// Refuses:   to know what any workflow does; the site, the graph, the command line.
//
//   SQLite/   the one wrapper of the library
//   Store/    tables, and rows as values
//   Service/  what a client or a worker may ask: one call, one transaction, no clock of its own
//   Worker/   threads: group commit, turns of workflows, activities with their limits
//   Client/   typed calls
