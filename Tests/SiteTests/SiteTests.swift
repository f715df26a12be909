// Suites of Site. `Fixture` is a whole project in literals, built and rendered in memory.
//
//   FingerprintTests  the law of incremental builds: equal fingerprints promise equal bytes
//   WholeSiteTests    determinism, budgets, no link that leads nowhere, no id twice
//   the others        one part of the module each
