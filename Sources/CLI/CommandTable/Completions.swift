/// Completions for three shells, from the table.
enum Completions {
  static let kinds = ["bash", "zsh", "fish", "man"]

  /// What `completions <kind>` prints; `nil` when there is no such kind.
  static func text(for kind: String) -> String? {
    switch kind {
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    case "man": ManualPage.text(version: Version.text)
    default: nil
    }
  }

  // MARK: bash

  private static var bash: String {
    let verbs = CommandTable.visible
    return """
      # bash completion for throughline
      _throughline() {
        local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb= i
        for ((i = 1; i < COMP_CWORD; i++)); do
          case ${COMP_WORDS[i]} in
            \(verbs.map(\.name).joined(separator: "|"))) verb=${COMP_WORDS[i]}; break ;;
          esac
        done
        case $verb:$previous in
      \(verbs.flatMap(bashValues).joined(separator: "\n"))
        esac
        case $verb in
          '') COMPREPLY=($(compgen -W '\(verbs.map(\.name).joined(separator: " "))' -- "$word")) ;;
      \(verbs.map(bashWords).joined(separator: "\n"))
        esac
      }
      complete -o default -F _throughline throughline

      """
  }

  private static func bashValues(of verb: Verb) -> [String] {
    verb.options.compactMap { option in
      guard let generator = bashGenerator(option.taking) else { return nil }
      let patterns = option.spellings.map { "\(verb.name):\($0)" }.joined(separator: "|")
      return "    \(patterns)) \(generator); return ;;"
    }
  }

  private static func bashGenerator(_ taking: Option.Taking) -> String? {
    switch taking {
    case .nothing: nil
    case .text, .number: "COMPREPLY=()"
    case .file: "COMPREPLY=($(compgen -f -- \"$word\"))"
    case .folder: "COMPREPLY=($(compgen -d -- \"$word\"))"
    case .choice(_, let words):
      "COMPREPLY=($(compgen -W '\(words.joined(separator: " "))' -- \"$word\"))"
    }
  }

  private static func bashWords(of verb: Verb) -> String {
    let words = verb.options.flatMap(\.spellings).filter { $0.hasPrefix("--") } + operands(of: verb)
    return "    \(verb.name)) COMPREPLY=($(compgen -W '\(words.joined(separator: " "))' "
      + "-- \"$word\")) ;;"
  }

  /// Words that a verb's first operand may be.
  private static func operands(of verb: Verb) -> [String] {
    verb.name == "help" ? CommandTable.visible.map(\.name) : verb.operands.first?.choices ?? []
  }

  // MARK: zsh

  private static var zsh: String {
    let verbs = CommandTable.visible.map { "    '\($0.name):\(shellText($0.summary))'" }
    return """
      #compdef throughline
      _throughline() {
        local -a verbs
        verbs=(
      \(verbs.joined(separator: "\n"))
        )
        if (( CURRENT == 2 )); then
          _describe 'verb' verbs
          return
        fi
        local verb=$words[2]
        shift words
        (( CURRENT-- ))
        case $verb in
      \(CommandTable.visible.map(zshCase).joined(separator: "\n"))
        esac
      }
      if [ "$funcstack[1]" = _throughline ]; then _throughline "$@"
      else compdef _throughline throughline; fi

      """
  }

  private static func zshCase(of verb: Verb) -> String {
    let options = verb.options.flatMap { option in
      option.spellings.map { "'\($0)[\(bracketText(option.help))]\(zshValue(option))'" }
    }
    let words = operands(of: verb)
    let first = words.isEmpty ? "" : " '1:word:(\(words.joined(separator: " ")))'"
    return
      "    \(verb.name)) _arguments \(options.joined(separator: " "))\(first) '*:file:_files' ;;"
  }

  private static func zshValue(_ option: Option) -> String {
    switch option.taking {
    case .nothing: ""
    case .text(let name), .number(let name, _): ":\(name):"
    case .file(let name): ":\(name):_files"
    case .folder(let name): ":\(name):_files -/"
    case .choice(let name, let words): ":\(name):(\(words.joined(separator: " ")))"
    }
  }

  private static func bracketText(_ text: String) -> String {
    shellText(text).reduce(into: "") { result, character in
      if character == "[" || character == "]" || character == ":" { result += "\\" }
      result.append(character)
    }
  }

  /// Text inside single quotes of any of the three shells.
  private static func shellText(_ text: String) -> String {
    String(text.map { $0 == "'" ? "’" : $0 })
  }

  // MARK: fish

  private static var fish: String {
    let verbs = CommandTable.visible.map { verb in
      "complete -c throughline -n __fish_use_subcommand -f -a \(verb.name) "
        + "-d '\(shellText(verb.summary))'"
    }
    return (["# fish completion for throughline"] + verbs + CommandTable.visible.flatMap(fishLines))
      .joined(separator: "\n") + "\n"
  }

  private static func fishLines(of verb: Verb) -> [String] {
    let start = "complete -c throughline -n '__fish_seen_subcommand_from \(verb.name)'"
    let words = operands(of: verb)
    let first = words.isEmpty ? [] : ["\(start) -f -a '\(words.joined(separator: " "))'"]
    return first
      + verb.options.map { option in
        let short = option.short.map { " -s \($0)" } ?? ""
        let long = ([option.name] + option.aliases).map { " -l \($0)" }.joined()
        return start + short + long + fishValue(option) + " -d '\(shellText(option.help))'"
      }
  }

  private static func fishValue(_ option: Option) -> String {
    switch option.taking {
    case .nothing: " -f"
    case .text, .number: " -x"
    case .file: " -r -F"
    case .folder: " -x -a '(__fish_complete_directories)'"
    case .choice(_, let words): " -x -a '\(words.joined(separator: " "))'"
    }
  }
}
