// Orchestration: workflow code that can be run again from its history and decides the same.
//
// Comes in:  a workflow's code, the events of its run so far.
// Goes out:  commands for a host, answers to queries, or the event at which code and history part.
// Refuses:   clock, randomness, disk, network, processes: all of that is a host's, and reaches the
//            code as events. Nothing here waits, and nothing here runs on a thread of its own.
//
//   Model/       the protocol's words as values: commands, failures, retries, limits of time
//   Payloads/    typed values to payloads and back
//   Definition/  what somebody who writes a workflow writes: its code, handlers, activities
//   Execution/   the code at work: its own executor, what it waits for, what it may call
//   Replay/      events to turns, commands against events, one run from start to end
