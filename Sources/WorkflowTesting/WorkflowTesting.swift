// WorkflowTesting: the engine for tests of workflows, with a clock that jumps.
//
// Comes in:  workflows, what stands for their activities, calls of a `WorkflowClient`.
// Goes out:  results, histories, the time that passed.
// Refuses:   to wait: when nothing is left to do, the time is that of what is due next.
