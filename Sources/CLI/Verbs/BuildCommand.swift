import Glibc
import Reports
import SourceText
import System
import Templates

/// `build`, `serve` and `check`: runs one request to its exit code.
func runBuild(_ request: BuildRequest) -> ExitCode {
  do {
    let result = try SiteBuild(request, cache: BuildCache()).run()
    let findings = Findings(result.findings, isStrict: request.configuration.isStrict)
    request.report(findings)
    if request.purpose == .check { return request.exitCode(for: findings) }
    if findings.hasErrors && !request.keepsGoing { return .findings }
    for entry in result.plan.entries {
      var b = ByteBuffer()
      do { try entry.render(&b) } catch let error as TemplateError {
        request.console.complain("\(error.diagnostic.range.description): \(error.diagnostic.summary)")
        continue
      }
      let path = request.destination + "/" + entry.path
      var folder = ""
      for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
        folder += part + "/"
        mkdir(folder, 0o755)
      }
      guard let f = fopen(path, "w") else { continue }
      fwrite(b.bytes, 1, b.bytes.count, f)
      fclose(f)
    }
    return request.exitCode(for: findings)
  } catch {
    request.console.complain("\(CommandTable.program): \(error)")
    return .failure
  }
}
