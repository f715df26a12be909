// SimulationKit: the embedded host at work in a made-up world, one seed a schedule.
//
// Comes in:  a seed. Everything else follows from it: workflows, clients, workers, faults, times.
// Goes out:  a report: the violated invariant if there is one, and a hash of all that happened.
// Refuses:   a clock, threads, any chance but the seed's.
//
//   Plan/      what a seed decides before anything happens
//   World/     clients, workers, activities' effects, the database and how it comes to harm
//   Flows/     the workflows that are run
//   Checks/    what must hold after every transaction, and at the end
//   Campaign/  many seeds, shrinking of one that failed, planted faults
