// The verbs, one value each: this is the table that everything else is made from.
extension Verb {
  static let initialise = Verb(
    name: "init", summary: "set up site.yaml, content and a sample manifold",
    explanation: [
      "Writes content/site.yaml, a first page, a sample manifold and lines for .gitignore. A "
        + "file that is already there is left as it is and named."
    ],
    operands: [.init(name: "folder", help: "the repository; this folder", isRequired: false)],
    options: [.dryRun] + Option.everywhere,
    examples: [
      .init(command: "init", purpose: "set up the repository you are in"),
      .init(command: "init --dry-run ../service", purpose: "show what would be written there"),
    ])

  static let add = Verb(
    name: "new", summary: "add a page or a manifold",
    explanation: [
      "The name is a path without its extension: guide/retries becomes content/guide/retries.md. "
        + "A new page starts as a draft. A file that is already there is never overwritten."
    ],
    operands: [
      .init(name: "kind", help: "what to add", choices: NewFile.kinds),
      .init(name: "name", help: "path without extension, in lower case with hyphens"),
    ],
    options: [.source, .dryRun] + Option.everywhere,
    examples: [
      .init(command: "new page guide/retries", purpose: "write content/guide/retries.md"),
      .init(
        command: "new manifold payment-retry",
        purpose: "write content/manifolds/payment-retry.yaml"),
    ])

  static let build = Verb(
    name: "build", summary: "write the site",
    explanation: [
      "Reads every input, links them, and publishes the pages in one step: a reader never sees "
        + "half a build. Pages whose inputs did not change are not rendered again. An error "
        + "publishes nothing, unless --keep-going is given."
    ],
    options: Option.reading + Option.publishing + [
      .dryRun, .changedFiles, .printUnusedTemplates, .templateMetrics,
    ] + [.format] + Option.everywhere,
    examples: [
      .init(command: "build", purpose: "publish content/ to public/"),
      .init(
        command: "build -b https://docs.example.org/pay/ --strict",
        purpose: "publish for that address and let no warning pass"),
      .init(
        command: "build --dry-run --format json", purpose: "report what a build would find"),
    ])

  static let serve = Verb(
    name: "serve", summary: "build, serve on this machine, rebuild on every change",
    explanation: [
      "Listens on the loopback interface only. Open pages reload when a build is done. A build "
        + "with errors leaves the last good one up and prints what is wrong.",
      "Runs of workflows in the database are shown like exported histories, also while they go on.",
    ],
    options: Option.reading + Option.publishing + [.port, .open, .database, .format]
      + Option.everywhere,
    examples: [
      .init(command: "serve --open", purpose: "write with the site before your eyes"),
      .init(command: "serve -D --port 8080", purpose: "show drafts, on another port"),
    ])

  static let check = Verb(
    name: "check", summary: "find everything that is wrong, write nothing",
    explanation: [
      "Links, anchors, ids, orphans, claims that the graph contradicts, templates: all of it, "
        + "not only the first. Ends with 1 when there is an error, with --strict also for a "
        + "warning."
    ],
    options: Option.reading + [.printUnusedTemplates, .format] + Option.everywhere,
    examples: [
      .init(command: "check", purpose: "list findings with the source around them"),
      .init(command: "check --format sarif > findings.sarif", purpose: "for code scanning"),
      .init(command: "check --format github --strict", purpose: "annotate a pull request"),
    ])

  static let export = Verb(
    name: "export", summary: "hand items, links and verdicts to other tools",
    explanation: [
      "json and csv for programs and spreadsheets of your own, needs for Sphinx-Needs, reqif for "
        + "requirements tools. Every item has a name that is unique in the file. Cells that a "
        + "spreadsheet would run as a formula are marked as text.",
      "An error in the project exports nothing, unless --keep-going is given.",
    ],
    options: [
      .exportFormat, .output, .scope, .source, .drafts, .exportAnyway, .jobs, .noCache, .timestamp,
    ] + Option.everywhere,
    examples: [
      .init(command: "export --format csv -o items.csv", purpose: "a sheet with a row an item"),
      .init(
        command: "export --format needs -o needs.json", purpose: "import items into Sphinx-Needs"),
      .init(
        command: "export --format reqif --scope payment-retry-v2 -o retry.reqif",
        purpose: "one manifold for a requirements tool"),
    ])

  static let report = Verb(
    name: "report", summary: "say what a change does to the constraints",
    explanation: [
      "pr compares the last commit that --base and --head have in common with --head: gaps that are "
        + "new, links of which one end has changed, what was removed, what says something else, what "
        + "was mended. Both are read from git's objects, each by its own configuration; nothing is "
        + "checked out, and nothing that the repository names is run.",
      "Without --base it is the target that the build server names, else the first of origin/HEAD, "
        + "origin/main, main, origin/master and master. Ends with 1 when the report is failed, and with "
        + "3 when a commit cannot be found: a history that was cut off has to be fetched first. It ends "
        + "with 3, too, when nobody names a base or a head and the main branch would be compared with itself.",
      "--output-dir writes every form at once: report.json, comment.md, summary.md, report.sarif, "
        + "junit.xml, badge.svg, report.html, report.txt, commands.txt, checks.json, "
        + "gl-code-quality-report.json and gl-annotations.json. What --format names is printed as well.",
      "--results names a file or a folder with results that the job's tests have written, in whatever "
        + "state Git has them: they count at the head, in the place of a committed file of the same path. "
        + "--base-results names those of the base, such as what the main branch has kept. Both may be repeated.",
      "post shows a report.json that another job has written as a comment and a check; pr --post does "
        + "the same with its own. The comment is edited in place. Number and head of the pull request "
        + "are those of the job's event or of the command line, and a report of another head is refused. "
        + "Tokens are in GITHUB_TOKEN and GITLAB_TOKEN.",
      "impact shows what is linked with a node, and what becomes of it when the node changes; review "
        + "adds to content/reviews.yaml that somebody has looked at nodes as they stand in the folder. "
        + "It is what has changed that is reviewed, with all that is linked with it, or with --ends.",
      "schema prints the JSON Schema of report.json.",
    ],
    operands: [
      .init(name: "step", help: "what to do", choices: ReportStep.allCases.map(\.rawValue)),
      .init(
        name: "what", help: "post: the file; impact: an id; review: ids", isRequired: false,
        isRepeated: true),
    ],
    options: Verb.Step.options(of: reportSteps) + Option.everywhere,
    steps: reportSteps,
    examples: [
      .init(command: "report pr", purpose: "compare what is committed with the main branch"),
      .init(command: "report pr --work-tree", purpose: "the same with what is not committed yet"),
      .init(
        command: "report pr --results build/junit.xml --base-results main/junit.xml",
        purpose: "let the tests that have just run count, and those of the main branch"),
      .init(
        command: "report pr --base origin/main --output-dir trace-report",
        purpose: "write every form into a folder, for later steps of a job"),
      .init(
        command: "report pr --base v1.4 --head v1.5 --format html -o changes.html",
        purpose: "compare two releases"),
      .init(
        command: "report impact B3 --change \"72 h → 48 h\"",
        purpose: "see what another threshold would reach"),
      .init(
        command: "report review B3 RT-1 --by Ada", purpose: "say that Ada has looked at both"),
      .init(
        command: "report review B3 --ends src/pay.py,RetriesTooLong --by Ada",
        purpose: "say that these two still fit what B3 says now"),
      .init(
        command: "report post report.json --pull-request 7 --dry-run",
        purpose: "see every request that posting it would make"),
    ])

  static let manifold = Verb(
    name: "manifold", summary: "begin a manifold, or look at one from every side",
    explanation: [
      "init writes a manifold with its companion, where every section says what belongs there. "
        + "validate ends with 1 when something stands against building from the manifold. tensions "
        + "shows what pulls against each other.",
      "All but init only look: the report is printed, or written where --output says, in the shape "
        + "that the site reads. A file that no step has written, or that was changed since, stays.",
      "The manifold is named by its feature, or by one of its files.",
    ],
    operands: [
      .init(name: "step", help: "what to do", choices: ManifoldVerb.all),
      .init(name: "name", help: "feature, or path of the manifold's file"),
    ],
    options: [
      .outcome, .strictValidation, .stepFormat, .stepOutput, .dryRun, .replaceStep, .source,
    ] + Option.everywhere,
    examples: [
      .init(
        command: "manifold init invoice-export",
        purpose: "write content/manifolds/invoice-export.yaml and its companion"),
      .init(command: "manifold validate payment-retry-v2", purpose: "see what is missing"),
      .init(
        command: "manifold tensions payment-retry-v2 -o content/manifolds/",
        purpose: "write payment-retry-v2-tensions.yaml there"),
    ])

  static let generate = Verb(
    name: "generate", aliases: ["gen-all"],
    summary: "write code, tests, documents and alerts for a manifold",
    explanation: [
      "The manifold is named by its feature or by one of its files. What each constraint demands "
        + "is recognised from its words and figures; what is not recognised is listed with the "
        + "reason, and never counted as covered.",
      "The output folder is exchanged as a whole. A file in it that the last generation has not "
        + "written stops everything: nothing of it is lost, and nothing is written. So does a file that "
        + "was changed by hand since, unless --force is given.",
      "With --agent the command or address that site.yaml names under agent is asked for what is "
        + "not recognised. An answer is run, as you: its tests have to pass with its code, and to "
        + "fail without it. Accepted answers are kept until the demand or the project changes.",
    ],
    operands: [.init(name: "manifold", help: "feature, or path of the manifold's file")],
    options: [
      .solutionOption, .dryRun, .askAgent, .artifactFolder, .overwrite, .generationFormat,
      .packFolder, .source, .generationTime,
    ] + Option.everywhere,
    examples: [
      .init(
        command: "generate payment-retry-v2 --option=SOL_A --dry-run",
        purpose: "print the plan and every file that would change"),
      .init(command: "generate payment-retry-v2 -o service", purpose: "write into service/"),
    ])

  static let verify = Verb(
    name: "verify", aliases: ["verify-all"],
    summary: "hold code, tests, documents and alerts against a manifold",
    explanation: [
      "Renders everything again in memory and compares; looks in programs for what constraints "
        + "need and for what breaks them; reads results of tests from JUnit files in the folder and "
        + "among the project's inputs. Nothing is run.",
      "Ends with 1 when there is an error, with --strict also for a warning and for a constraint "
        + "that is not fully satisfied. --fix writes files that are missing, and no other.",
    ],
    operands: [.init(name: "manifold", help: "feature, or path of the manifold's file")],
    options: [
      .artifactsToVerify, .solutionOption, .strict, .fix, .verificationFormat, .reportFile,
      .packFolder, .source, .generationTime,
    ] + Option.everywhere,
    examples: [
      .init(
        command: "verify payment-retry-v2", purpose: "check generated/payment-retry-v2"),
      .init(
        command: "verify payment-retry-v2 --artifacts=service --strict",
        purpose: "let nothing pass that is not proven"),
    ])

  static let patterns = Verb(
    name: "patterns", summary: "make, list or check what belongs to a registry of patterns",
    explanation: [
      "generate makes what is missing in phases: ids, schemas, examples, executors, tests, checkers. "
        + "What is there is left as it is; index and specifications get lines, and no other byte of "
        + "them changes. Files are made in batches and looked at after each. A phase is written as a "
        + "whole or not at all, and a second run changes nothing.",
      "What cannot be made is listed with the reason. generate ends with 1 when a file has failed "
        + "or an entry of the index cannot be used, check also when a binding requirement is not met or a "
        + "doc_id differs from its pattern's.",
      "Phases, groups, size of batches and checks stand in recipe.yaml below "
        + "site-templates/artifacts/patterns/, beside the templates; a project's own take their place.",
    ],
    operands: [
      .init(name: "step", help: "what to do", choices: PatternsStep.allCases.map(\.rawValue))
    ],
    options: [
      .registryRoot, .phase, .firstPhaseOnly, .batchSize, .rollback, .templateFolder, .dryRun,
      .source,
    ] + Option.everywhere,
    examples: [
      .init(command: "patterns status", purpose: "see what each pattern has"),
      .init(
        command: "patterns generate --root framework --dry-run",
        purpose: "list every file that would be made"),
      .init(command: "patterns generate --phase 2", purpose: "run one phase again"),
      .init(command: "patterns check --verbose", purpose: "every requirement with what fails it"),
    ])

  static let module = Verb(
    name: "module", summary: "take a module from its design to its last phase",
    explanation: [
      "new begins a module with its design, and later adds what requirements and scenarios begin with; "
        + "status says where it stands and what its next gate needs; check looks at its documents. prompt prints the task for whoever writes: design, requirements, "
        + "cross-references, tasks, code, compilation-fix, end-to-end-tests, actual-documents; without a "
        + "name the one that is due.",
      "advance opens the next gate in the name of a person when each of its criteria is met: computed "
        + "from documents, code marks, tests and coverage, decided by a command that site.yaml names "
        + "under module.check, or attested with a name and a day. Otherwise it lists what is open "
        + "and ends with 1.",
      "tasks lists, ticks and drafts tasks; actual and gap draft what was built and how it differs, "
        + "changelog a release. What a person has written is kept; --dry-run shows what would be "
        + "written. pipeline.yaml beside the documents keeps gates, attestations and numbers that were "
        + "given, so that none is given twice.",
    ],
    operands: [
      .init(name: "step", help: "what to do", choices: ModuleStep.allCases.map(\.rawValue)),
      .init(name: "module", help: "name, code or folder of the module"),
      .init(name: "prompt", help: "which prompt; the one that is due", isRequired: false),
    ],
    options: [
      .person, .onDay, .gate, .attest, .note, .tick, .untick, .generateTasks, .release,
      .modulePhase, .moduleTitle, .moduleCode, .wish, .commandOutput, .moduleFormat, .moduleStrict,
      .dryRun, .source,
    ] + Option.everywhere,
    examples: [
      .init(command: "module new payment-gateway", purpose: "write its first documents"),
      .init(command: "module status payment-gateway", purpose: "see what the next gate needs"),
      .init(
        command: "module advance payment-gateway --by \"Ada Lovelace\"",
        purpose: "open the next gate"),
      .init(
        command: "module advance payment-gateway --by Ada --attest tracing,schemas",
        purpose: "say what nothing computes, and open the gate if that was all"),
      .init(
        command: "module tasks payment-gateway --tick 1.2,1.3", purpose: "tick two boxes"),
      .init(
        command: "module gap payment-gateway --dry-run",
        purpose: "see how the analysis of gaps would change"),
    ])

  static let list = Verb(
    name: "list", summary: "list inputs, pages, drafts, templates or rules",
    explanation: [
      "list inputs names every file with its reader, or says why it has none.",
      "list rules --write content/rules writes one page for each diagnostic rule; with --check "
        + "nothing is written, and a page that differs from its rule ends the run with 1.",
    ],
    operands: [.init(name: "subject", help: "what to list", choices: ListSubject.names)],
    options: [.source, .drafts, .writePages, .checkPages, .listFormat] + Option.everywhere,
    examples: [
      .init(command: "list inputs", purpose: "see why a file is not on the site"),
      .init(command: "list rules --format json", purpose: "rules for a program to read"),
    ])

  static let config = Verb(
    name: "config", summary: "print the effective configuration with its origins",
    options: Option.reading + Option.everywhere,
    examples: [
      .init(command: "config", purpose: "see defaults, site.yaml, environment and flags combined")
    ])

  static let clean = Verb(
    name: "clean", summary: "remove what builds have written, and the cache",
    explanation: [
      "Only files that the manifest of the destination lists are removed. Unknown files stay."
    ],
    options: [.source, .destination, .dryRun] + Option.everywhere,
    examples: [.init(command: "clean --dry-run", purpose: "show what would be removed")])

  static let completions = Verb(
    name: "completions", summary: "print completions for a shell, or the manual page",
    operands: [.init(name: "shell", help: "what to print", choices: Completions.kinds)],
    examples: [
      .init(
        command: "completions bash > /etc/bash_completion.d/throughline",
        purpose: "complete verbs and options in bash"),
      .init(command: "completions man | man -l -", purpose: "read the manual page"),
    ])

  static let version = Verb(name: "version", summary: "print the version")

  static let help = Verb(
    name: "help", summary: "explain the program or one verb",
    operands: [.init(name: "verb", help: "the verb to explain", isRequired: false)],
    examples: [.init(command: "help build", purpose: "options and examples of build")])

  static let markdownWorker = Verb(
    name: "markdown-worker", summary: "render Markdown for a build, as its child process",
    isHidden: true)
}
