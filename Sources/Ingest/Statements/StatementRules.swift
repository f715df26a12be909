public import SourceText

/// The rules for what documents state of themselves.
extension IngestRules {
  /// The rules of this file and of programs in documents, in the order declared.
  public static let statements: [Rule] =
    [
      jsonComment, requiredFieldsDiffer, formatDiffers, idPadding, idsForbidden, numberedFiles,
      tableLeavesOut, queryLabel, documentedHandler, behaviourTwoIDs, citedLines,
      exampleFigures, symptomExpression, statementsLimit,
    ] + names + programs

  /// Found when a document is longer than what is compared.
  public static let statementsLimit = Rule(
    "statements-limit", .note, "a document is longer than what is compared",
    explanation: """
      Figures, samples, programs and names of a document are compared with each other, which makes
      many looks at every line. The first 10,000 lines and 256 KB of a document are looked at, which
      is many times what people read; what follows is left alone, so the build ends in time whatever
      the file holds. Pages are shown as a whole.
      """,
    remedy: "Split the document, or leave it: nothing else depends on it.",
    example: "A change log of ten thousand lines, made by a program.\n")

  /// Found when a sample that is called JSON holds a comment.
  public static let jsonComment = Rule(
    "json-comment", .note, "a sample of JSON holds a comment",
    explanation: """
      JSON has no comments. Whoever copies the sample into a file gets a file that most programs
      refuse. Samples in fences that are called `json` are looked at; `jsonc` and `json5` allow
      comments and are left alone.
      """,
    remedy: "Say it in the text around the sample, or call the fence `jsonc`.",
    example: "```json\n{\"inputs\": {}} // filled in later\n```\n")

  /// Found when text and sample disagree on what is required.
  public static let requiredFieldsDiffer = Rule(
    "required-fields-differ", .warning, "text and sample disagree on which fields are required",
    explanation: """
      A section lists the required fields in words, and its sample of a schema lists them once more.
      Instances that follow one of the two are refused by the other.
      """,
    remedy: "Decide which list is meant, and write it in both places.",
    example: """
      Add required fields: id, inputs, outputs

      ```json
      {"required": ["id", "inputs"], "properties": {}}
      ```
      """)

  /// Found when a document gives one field two formats.
  public static let formatDiffers = Rule(
    "format-differs", .warning, "a document gives one field two formats",
    explanation: """
      The text says which pattern a field has to match, and a sample of a schema in the same
      document has another `pattern` for it. A value can then be right by one and wrong by the
      other. Marks of the beginning and the end do not count as a difference.
      """,
    remedy: "Write the same pattern in both places, or say why the sample is stricter.",
    example: """
      Every doc_id matches the format [A-Z0-9]+(-[A-Z0-9]+)*

      ```json
      {"properties": {"doc_id": {"pattern": "^DOC-[A-Z0-9-]+$"}}}
      ```
      """)

  /// Found when ids of one kind are padded in one place and not in another.
  public static let idPadding = Rule(
    "id-padding", .note, "ids of one kind are written with and without a leading zero",
    explanation: """
      `PHASE-PAY-1` and `PHASE-PAY-01` are read as one id, but a search in an editor finds only one
      of them. The rule looks at ids with numbers below ten, kind by kind, in one document.
      """,
    remedy: "Choose one spelling for each kind of id.",
    example: "## PHASE-PAY-01\n\nSee PHASE-PAY-1.\n")

  /// Found when an example names an id in a place that rules ids out.
  public static let idsForbidden = Rule(
    "ids-forbidden", .note, "an example names an id where the text rules ids out",
    explanation: """
      A paragraph in bold says that no ids are to be named, and the list right below it, which
      shows how to do without, names one. A reader cannot tell which kinds of id are meant.
      """,
    remedy: "Say which ids are allowed, or take the id out of the example.",
    example: "**Do NOT name specific IDs yet.** Describe them:\n- \"must be logged per REQ-10\"\n")

  /// Found when numbered files share a number or are out of order.
  public static let numberedFiles = Rule(
    "numbered-files", .note, "files of one folder share a number, or are used out of order",
    explanation: """
      The numbers in front of file names say in which order the files are used. A document that
      names two files of one folder with the same number, or a lower number after a higher one,
      has kept numbers of an earlier order.
      """,
    remedy: "Number the files again, or name them by their purpose.",
    example: "1. `prompts/03_tasks.md`\n2. `prompts/03_code.md`\n3. `prompts/02_fix.md`\n")

  /// Found when a table of references leaves out files that the document lists elsewhere.
  public static let tableLeavesOut = Rule(
    "table-leaves-out", .note, "a table of references leaves out files that another table lists",
    explanation: """
      A table says for each file what it may refer to. Every file of it stands in other tables of
      the document too, and those list more files, of which this one says nothing.
      """,
    remedy: "Add a row for each file, or say that files without a row refer to nothing.",
    example: """
      | File | Holds |
      |---|---|
      | `A.md` | a |
      | `B.md` | b |
      | `C.md` | c |
      | `D.md` | d |

      | From | Can reference |
      |---|---|
      | `A.md` | B |
      | `B.md` | C |
      | `C.md` | A |
      """)

  /// Found when steps read a label that the query above them does not give.
  public static let queryLabel = Rule(
    "query-label", .warning, "a step reads a label that the query above it never gives",
    explanation: """
      A section shows a query and says what to do when its result has many of this and many of
      that. One of those names is a column of the query; another one occurs nowhere in it, so the
      step that waits for it is never taken. Whether the column counts what its name says cannot
      be decided from the text.
      """,
    remedy: "Let the query give the label, or take the step out.",
    example: """
      ```sql
      SELECT COUNT(*) FILTER (WHERE paid) AS false_alarm FROM tries;
      ```
      1. If many "false_alarm": change the limit
      2. If many "true_failure": call the bank
      """)

  /// Found when documents describe a handler that the programs of a report do not have.
  public static let documentedHandler = Rule(
    "documented-handler", .warning, "a document describes a handler that no program has",
    explanation: """
      A document of a report says that signals allow something, or that a signal handler does. The
      report shows the workflow, and it has no handler of that sort: the signal would be recorded
      and change nothing.
      """,
    remedy: "Add the handler, or take the sentence out.",
    example: """
      code_generation:
        - artifact: pay.py
          generated_code: |
            @workflow.defn
            class Pay: pass
      documentation_generation:
        - artifact: ARCHITECTURE.md
          generated_content: |
            # Pay
            Signals allow cancellation
      """)

  /// Found when one behaviour has two ids.
  public static let behaviourTwoIDs = Rule(
    "behaviour-two-ids", .warning, "one behaviour has one id in the program and another in a text",
    explanation: """
      A comment of the program marks a behaviour with an id, and a document of the same report says
      in nearly the same words that another id demands it. The two ids differ in their number
      alone, so one of them is probably a slip, and the behaviour is traced to the wrong source.
      """,
    remedy: "Look up which id the behaviour comes from, and use it in both places.",
    example: """
      # in the program: [T_INC_1] Check for existing success before retry
      # in the runbook: Constraint T_INC_2 requires existing success check before retry
      """)

  /// Found when lines are cited for a constraint that stands elsewhere.
  public static let citedLines = Rule(
    "cited-lines", .warning, "lines are cited for a constraint that the program marks elsewhere",
    explanation: """
      A report gives the lines of a program that verify a constraint. The program marks the
      constraint in its comments, and none of those marks lies between the lines that are given:
      the numbers were written by hand, or the program has changed since.
      """,
    remedy: "Correct the numbers, or leave them out; marks in the program are found without them.",
    example: """
      - artifact: pay.py
        generated_code: |
          # [B1] pay once
          pay()
        constraint_verification: [{constraint: B1, line_numbers: [52, 65]}]
      """)

  /// Found when examples of one document cannot be computed in one way.
  public static let exampleFigures = Rule(
    "example-figures", .warning, "two examples compute the same figure in different ways",
    explanation: """
      Examples state what several parties found, with a confidence each, and the confidence of the
      whole. The whole is compared with the mean of all, the mean of those that agree, that mean
      times their share, and the highest. When no one of these gives the figure of every example,
      a reader cannot tell how it is computed.
      """,
    remedy: "Compute all examples by the rule that the program follows.",
    example: """
      ## Example 1
      - Root cause: pool, Confidence: 0.85
      - Root cause: pool, Confidence: 0.90
      - Root cause: leak, Confidence: 0.70
      - Overall confidence: 0.88

      ## Example 2
      - One (confidence: 0.60)
      - Two (confidence: 0.55)
      - Three (confidence: 0.65)
      - Consensus: 0.60
      """)

  /// Found when a runbook names an expression that no alert can have.
  public static let symptomExpression = Rule(
    "symptom-expression", .warning, "a runbook gives an expression that no alert can have",
    explanation: """
      The symptoms of a runbook quote the expression of an alert: "Alert: `late_total > 0`".
      Prometheus has no metric with a dot in its name, so an expression with one was never the
      alert's, and whoever looks for it finds nothing.
      """,
    remedy: "Copy the expression from the file of alerts.",
    example: "## Alert: Late\n\n- Alert: `payment.late.rate > 0.01`\n")
}
