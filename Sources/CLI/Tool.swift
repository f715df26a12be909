/// The command line: the verb table and the way from arguments to an exit code.
@main
struct Tool {
  static func main() {}
}
