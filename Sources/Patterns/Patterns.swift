// Patterns: what a registry of patterns lacks, made from what it has.
//
// Comes in:  the files of a registry, by their paths below the folder that holds `patterns/`, and a
//            `PatternRecipe`: which groups are made, by which templates, in which batches.
// Goes out:  `RegistryChange`s: files to add, and lines to insert into files that are there; every
//            other byte of those stays as it is. What cannot be made is said, with the reason.
// Refuses:   disks, clocks, processes. Checks of a registry as a whole belong to Analysis, which works
//            on the graph; here only what was just made is validated.
//
//   Registry/    the index, specifications with their inputs and steps, as positioned values
//   Identity/    `doc_id`: its form, where it comes from, what disagrees
//   Editing/     inserting lines into YAML and programs without touching another byte
//   Artifacts/   schemas, examples, sidecars, executors, tests, checkers
//   Validation/  what is looked at once a batch is made
//   Phases/      the recipe, what each group consists of, batches and what becomes of them
//   Report/      success criteria, transcript, account
