import Generation
import Patterns
import Reports

// The options, each declared once. Help texts do not repeat the default: the table prints it.
extension Option {
  static let source = Option(
    "source", short: "s", .folder("dir"), standard: ".", "the project's folder")
  static let destination = Option(
    "destination", short: "d", .folder("dir"), standard: "public", "where the site is written")
  static let baseURL = Option(
    "base-url", short: "b", aliases: ["baseURL"], .text("url"),
    "the address the site will have, for feeds, sitemap and canonical links")
  static let drafts = Option("drafts", short: "D", .nothing, "include pages marked as drafts")
  static let strict = Option("strict", .nothing, "treat warnings as errors")
  static let jobs = Option(
    "jobs", short: "j", .number("n", 1...256), standard: "one a processor",
    "how many threads and Markdown workers to use")
  static let port = Option(
    "port", short: "p", .number("n", 0...65535), standard: "4000",
    "the port to listen on; 0 for any that is free")
  static let open = Option("open", .nothing, "open the site in the browser")
  static let force = Option(
    "force", short: "f", .nothing, "write into a folder that no build of ours has written")
  static let keepGoing = Option(
    "keep-going", short: "k", .nothing, "publish in spite of errors, which pages then show in place"
  )
  static let exportAnyway = Option(
    "keep-going", short: "k", .nothing, "export in spite of errors")
  static let noCache = Option("no-cache", .nothing, "ignore what earlier builds have kept")
  static let changedFiles = Option(
    "changed-files", .file("file"), "write added, changed and removed pages there, as JSON")
  static let dryRun = Option(
    "dry-run", short: "n", .nothing, "say what would be written, write nothing")
  static let printUnusedTemplates = Option(
    "print-unused-templates", .nothing, "name templates of the project that no page uses")
  static let templateMetrics = Option(
    "template-metrics", .nothing, "print how many pages each template made, and how long it took")
  static let format = Option(
    "format", .choice("form", ReportFormat.allCases.map(\.rawValue)), standard: "text",
    "form of the findings")
  static let listFormat = Option(
    "format", .choice("form", ["text", "json"]), standard: "text", "form of the list")
  static let exportFormat = Option(
    "format", .choice("form", ExportFormat.allCases.map(\.rawValue)), standard: "json",
    "form of the export")
  static let output = Option(
    "output", short: "o", .file("file"), standard: "standard output", "where to write")
  static let scope = Option(
    "scope", .text("path"), "only what this manifold or module declares, named as on its page")
  static let solutionOption = Option(
    "option", .text("id"), standard: "the recommended one",
    "the solution option to build: its id, its letter or its name")
  static let artifactFolder = Option(
    "output", short: "o", .folder("dir"), standard: "generated/<manifold>",
    variables: [], "the folder that is written as a whole")
  static let artifactsToVerify = Option(
    "artifacts", short: "a", .folder("dir"), standard: "generated/<manifold>",
    variables: [], "the folder that is held against the manifold")
  static let fix = Option(
    "fix", .nothing, variables: [], "write generated files that are missing, and no other")
  static let verificationFormat = Option(
    "format", .choice("form", ["text", "json", "yaml"]), standard: "text", "form of the report")
  static let generationFormat = Option(
    "format", .choice("form", ["text", "json"]), standard: "text", "form of the account")
  static let reportFile = Option(
    "output", short: "o", .file("file"), standard: "none", variables: [],
    "write the report there as YAML, too")
  static let overwrite = Option(
    "force", short: "f", .nothing, variables: [], "overwrite generated files that were edited")
  static let askAgent = Option(
    "agent", .nothing, variables: [], "put what nothing covers to the agent of site.yaml")
  static let packFolder = Option(
    "pack", .folder("dir"), standard: "built in",
    "a folder of templates with a pack.yaml, or `watch` for alerts, dashboard and runbook alone")
  static let generationTime = Option(
    "timestamp", .text("time"), standard: "the newest change of the manifold",
    variables: ["THROUGHLINE_TIMESTAMP", "SOURCE_DATE_EPOCH"],
    "the day that the report states: YYYY-MM-DD, or seconds since 1970")
  static let stepFormat = Option(
    "format", .choice("form", StepReport.Form.allCases.map(\.rawValue)),
    standard: "text, or what the file's ending says", "form of the report")
  static let stepOutput = Option(
    "output", short: "o", .file("path"), standard: "standard output", variables: [],
    "a file or folder to write to; for init the folder of the manifold")
  static let replaceStep = Option(
    "force", short: "f", .nothing, variables: [],
    "overwrite a report that was changed by hand, or somebody else's file")
  static let strictValidation = Option(
    "strict", .nothing, variables: [], "validate: fail at everything that is found")
  static let outcome = Option(
    "outcome", .text("sentence"), variables: [], "init: what is true for whom when this works")
  static let registryRoot = Option(
    "root", .folder("dir"), standard: "the project's only one", variables: [],
    "the folder that holds patterns/")
  static let phase = Option(
    "phase", .number("n", 1...99), variables: [], "generate: only this phase")
  static let firstPhaseOnly = Option(
    "phase1-only", .nothing, variables: [], "generate: only ids and what joins by them")
  static let batchSize = Option(
    "batch-size", .number("n", 1...1000), standard: "what the recipe says", variables: [],
    "generate: how many files are made before they are looked at")
  static let rollback = Option(
    "rollback", .choice("scope", RollbackScope.allCases.map(\.rawValue)), standard: "phase",
    variables: [], "generate: what is not written when a file fails: its phase, or it alone")
  static let templateFolder = Option(
    "pack", .folder("dir"), standard: "built in", "a folder of templates with a recipe.yaml")
  static let person = Option(
    "by", .text("name"), variables: ["THROUGHLINE_BY"],
    "advance: who opens the gate, or attests")
  static let onDay = Option(
    "on", .text("day"), standard: "today",
    variables: ["THROUGHLINE_TIMESTAMP", "SOURCE_DATE_EPOCH"],
    "advance, changelog: the day, YYYY-MM-DD")
  static let gate = Option(
    "gate", .text("gate"), standard: "the next one", variables: [],
    "advance: open this gate (again): design, requirements, tasks, code:1, tests:1")
  static let attest = Option(
    "attest", .text("criteria"), variables: [],
    "advance: criteria that --by says are met, with commas between")
  static let note = Option(
    "note", .text("text"), variables: [], "advance: why, or where to look, beside --attest")
  static let tick = Option(
    "tick", .text("boxes"), variables: [],
    "tasks: tick boxes by number, or a whole task by its id, with commas between")
  static let untick = Option(
    "untick", .text("boxes"), variables: [], "tasks: open boxes again")
  static let generateTasks = Option(
    "generate", .nothing, variables: [],
    "tasks: draft tasks for what no task names yet, below what is there")
  static let release = Option(
    "release", .text("version"), standard: "the next minor version", variables: [],
    "changelog: the version to write")
  static let modulePhase = Option(
    "phase", .number("n", 0...999_999), standard: "the one that is being built", variables: [],
    "prompt, tasks: which phase")
  static let moduleTitle = Option(
    "title", .text("text"), variables: [], "new: the module's name for people")
  static let moduleCode = Option(
    "code", .text("letters"), variables: [], "new: the module as its ids name it, such as OAGW")
  static let wish = Option(
    "request", .text("text"), variables: [], "prompt design: what is wanted")
  static let commandOutput = Option(
    "input", .file("file"), variables: [], "prompt compilation-fix: what the build has printed")
  static let moduleFormat = Option(
    "format", .choice("form", ["text", "json"]), standard: "text",
    "status, check: form of the answer")
  static let moduleStrict = Option(
    "strict", .nothing, variables: [], "check: end with 1 for a warning, too")
  static let base = Option(
    "base", .text("commit"), standard: "the target of the pull request, or the main branch",
    variables: ["THROUGHLINE_BASE", "CI_MERGE_REQUEST_DIFF_BASE_SHA"] + BaseChoice.branchVariables,
    "what to compare with: branch, tag or commit")
  static let head = Option(
    "head", .text("commit"), standard: "HEAD", variables: [], "what is proposed")
  static let workTree = Option(
    "work-tree", .nothing, variables: [], "compare the folder as it is, committed or not")
  static let results = Option(
    "results", .file("path"), isRepeated: true,
    "pr: results that the tests have just written, file or folder; may be repeated")
  static let baseResults = Option(
    "base-results", .file("path"), isRepeated: true,
    "pr: the same for the base")
  static let reportFormat = Option(
    "format", .choice("form", ChangeChannel.allCases.map(\.rawValue)), standard: "text",
    "form of the report")
  static let outputFolder = Option(
    "output-dir", .folder("dir"), variables: [], "write every form of the report there")
  static let reportName = Option(
    "name", .text("name"), standard: "change", variables: [],
    "tells several reports on one pull request apart")
  static let valueChange = Option(
    "change", .text("values"), variables: [],
    "impact: the old and the new value, such as 72 h → 48 h")
  static let reviewer = Option(
    "by", .text("name"), variables: ["THROUGHLINE_BY"], "review: who has looked")
  static let reviewDay = Option(
    "on", .text("day"), standard: "today", variables: [], "review: the day, YYYY-MM-DD")
  static let reviewNote = Option(
    "note", .text("text"), variables: [], "review: what there is to say")
  static let reviewedEnds = Option(
    "ends", .text("ids"), standard: "all of them", variables: [],
    "review: the other ends that were looked at, with commas between")
  static let quiet = Option(
    "quiet", short: "q", .nothing, "print findings and results, nothing else")
  static let verbose = Option(
    "verbose", short: "v", .nothing, "say what is done and how long it takes")
  static let timestamp = Option(
    "timestamp", .text("time"), standard: "the day of the commit",
    variables: ["THROUGHLINE_TIMESTAMP", "SOURCE_DATE_EPOCH"],
    "the day on which accepted gaps expire: YYYY-MM-DD, or seconds since 1970")
  static let help = Option("help", short: "h", .nothing, variables: [], "explain the verb")
  static let writePages = Option(
    "write", .folder("dir"), variables: [], "rules: write one page for each rule there")
  static let checkPages = Option(
    "check", .nothing, variables: [], "rules: compare the pages instead of writing them")

  /// For every verb that does work.
  static let everywhere: [Option] = [.quiet, .verbose, .help]
  /// For verbs that read the project.
  static let reading: [Option] = [
    .source, .destination, .baseURL, .drafts, .strict, .jobs, .noCache, .timestamp,
  ]
  /// For verbs that write the site.
  static let publishing: [Option] = [.force, .keepGoing]
}
