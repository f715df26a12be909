/// `build`, `serve` and `check`: runs one request to its exit code.
func runBuild(_ request: BuildRequest) -> ExitCode {
  switch request.purpose {
  case .serve: ServeRun.run(request)
  case .publish, .rehearse, .check: BuildRun.run(request)
  }
}
