// Workflows: what the product does over hours and days, written down so that it survives a restart.
//
// Comes in:  a workflow's input; results of activities, signals, the passing of time.
// Goes out:  commands: activities by name, timers, children.
// Refuses:   to do anything itself. What an activity does is a worker's business; here stands only
//            what it is called, takes, gives, and how patient one is with it.
//
//   Models/     inputs, results, and what activities are told and tell
//   Contracts/  the activities, with limits of time and retries
//   Rules/      decisions without a workflow: consensus, scores, waves, merges, names
//   Course/     what all workflows share: state for people, approvals, undoing, fan-out
//   and one folder for each workflow; `Catalogue.swift` lists them all.
