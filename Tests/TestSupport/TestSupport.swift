// TestSupport: what several suites share.
//
//   Inputs           folders of real and hostile files, named by the environment
//   MarkedText       ① ② … inside an input, where a diagnostic should point
//   Golden           recorded output; recording always fails the run
//   TemporaryFolder  a folder that is gone after the test
