// Suites of Analysis. `Assessed` is what some literal manifolds come to.
