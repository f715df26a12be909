import Glibc
import Markdown

/// The command line: the verb table and the way from arguments to an exit code.
@main
struct Tool {
  static func main() {
    // First of all: a worker must stay small, so it touches nothing else of this program.
    if CommandLine.arguments.dropFirst().first == MarkdownWorker.verb {
      exit(MarkdownWorker.run())
    }
  }
}
