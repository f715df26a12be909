/// `build`, `serve` and `check`: runs one request to its exit code.
func runBuild(_ request: BuildRequest) -> ExitCode {
  switch request.purpose {
  case .publish, .rehearse, .check, .serve: BuildRun.run(request)
  }
}
