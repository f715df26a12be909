import SourceText

extension Rule {
  static let configUnknownKey = Rule(
    "config-unknown-key", .error, "site.yaml holds a key that does not exist",
    explanation: """
      A misspelt key would be ignored and the default used in its place, which nobody notices \
      until the published site is wrong. So every key of `content/site.yaml` must be one that \
      `throughline config` prints, at the level where it prints it.
      """,
    remedy: "Correct the spelling, or move the key to where `throughline config` shows it.",
    example: "titel: Payment retry")

  static let configType = Rule(
    "config-type", .error, "a value of site.yaml has the wrong type",
    explanation: """
      Each key of `content/site.yaml` takes one kind of value: text, a whole number, true or \
      false, a list, or a mapping. Nothing is converted silently: `drafts: "maybe"` has no meaning.
      """,
    remedy: "Write a value of the kind that the message names.",
    example: "jobs: many")

  static let emptyProject = Rule(
    "empty-project", .error, "the project holds nothing to publish",
    explanation: """
      Nothing was found that a site could be made of: no page and no manifold. Mostly the program was \
      started in the wrong folder, or the globs of `inputs` match nothing. A check that is content \
      with nothing would go on being content when everything had been moved away.
      """,
    remedy: """
      Start in the project's folder, begin one with `throughline init`, or see `throughline list \
      inputs` for what is read.
      """,
    example: "throughline check    # in an empty folder")

  static let unknownTemplate = Rule(
    "unknown-template", .warning, "a template of the project is used by no page",
    explanation: """
      A file of the templates folder takes the place of the built-in one of the same name. One that \
      has no namesake and that no other template includes changes nothing: its name is misspelt, or \
      it is left over.
      """,
    remedy: "Give the file the name of the template that it replaces, or remove it.",
    example: "site-templates/pages.html    # page.html was meant")

  static let shallowHistory = Rule(
    "shallow-history", .note, "the Git history is cut off",
    explanation: """
      The day on which a page was last changed comes from the history. A clone that was made with a \
      limited depth holds only its newest part: a page that was changed earlier has no day then, \
      rather than a wrong one.
      """,
    remedy: "Fetch the whole history, or write a `date` into the front matter.",
    example: "git clone --depth 1 …")

  static let shallowTimeline = Rule(
    "shallow-timeline", .warning, "the timelines of ids begin where the Git history is cut off",
    explanation: """
      What has happened to each id is read from the commits. A clone that was made with a limited \
      depth holds only the newest of them: its oldest commit seems to have made every file, so \
      nothing is said of it but that the timelines begin there. Whatever happened before is missing \
      from the drift page, and ids that went before have no page.
      """,
    remedy: """
      Fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` where a build server \
      makes the clone. `drift: false` in `content/site.yaml` does without timelines.
      """,
    example: "git clone --depth 1 …")

  static let unreadableHistory = Rule(
    "unreadable-history", .warning, "a part of the Git history cannot be read",
    explanation: """
      A commit, a folder or a version of a file is missing among the objects of the repository, or \
      is damaged. A version that cannot be read counts as one that changes nothing: what it changed \
      is told of the next version that can be read.
      """,
    remedy: "See what `git fsck` says, and fetch what is missing from another clone.",
    example: "git clone --filter=blob:none …")

  static let configValue = Rule(
    "config-value", .error, "a value of site.yaml is not allowed",
    explanation: """
      Addresses must use http or https. Folders must lie inside the project, and none inside \
      another: a build that wrote into its own content would read itself back. A destination \
      outside the project can be chosen on the command line only, because whoever proposes a \
      change to `site.yaml` must not be able to choose what a build overwrites.
      """,
    remedy: "Use a value of the form that the message names.",
    example: "base_url: \"javascript:alert(1)\"")
}

/// The rules that the command line itself checks.
enum CLIRules {
  static let all: [Rule] = [
    .configUnknownKey, .configType, .configValue, .emptyProject, .unknownTemplate, .shallowHistory,
    .shallowTimeline, .unreadableHistory,
  ]
}
