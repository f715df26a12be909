/// `build`, `serve` and `check`: runs one request to its exit code.
func runBuild(_ request: BuildRequest) -> ExitCode {
  request.console.complain("\(CommandTable.program): this build has no pipeline yet")
  return .failure
}
