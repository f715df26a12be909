// System: the one place, besides the command line and the server, that touches the machine.
//
// Comes in:  folders and paths from the user, output plans from `Site` and `Reports`.
// Goes out:  `SourceFile` values with their stamps, a published folder, facts from git, events.
// Refuses:   any knowledge of formats, of the graph and of pages; Foundation.
//
//   Files/        descriptors, folders opened without following links, stamps, locks
//   Tree/         the safe walk of a project, ignore files, reading one file
//   Cache/        content kept across builds, stamps that say which inputs need no reading
//   Publishing/   an output plan to disk: atomic, incremental, never touching what is not ours
//   Concurrency/  work spread over threads, results in order
//   Processes/    child processes with limits
//   Git/          commits and dates, read with nothing of the repository's own settings run
//   Watching/     changes below a folder as they happen
