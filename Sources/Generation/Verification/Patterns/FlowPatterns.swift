import SourceText

/// Conditions, branches, handlers: whether what is marked happens at all.
enum FlowPatterns {
  typealias Place = PatternRow.Place
  typealias Find = @Sendable (PatternScope) -> [Place]

  static let constantConditions: Find = { scope in
    scope.statements { statement in
      let words = statement.bare.names
      guard let first = words.first, ["if", "elif", "while"].contains(first) else { return false }
      let condition = statement.bare.dropFirst(first.utf8.count + 1)
      if first != "while", ["True:", "1:", "not False:"].contains(condition) { return true }
      return ["False:", "0:", "not True:"].contains(condition)
        || condition.contains(" and False") || condition.contains(" or True")
    }
  }

  static let unreachable: Find = { scope in
    scope.sources.enumerated().flatMap { file, source in
      zip(source.statements, source.statements.dropFirst()).filter { first, next in
        let word = first.bare.names.first ?? ""
        return ["return", "raise", "continue", "break"].contains(word)
          && next.indentation == first.indentation
      }.map { Place(file, $0.1.line) }
    }
  }

  /// Private functions of workflows in marked ranges.
  static let neverCalled: Find = { scope in
    let names = scope.sources.flatMap { $0.statements.flatMap { $0.bare.names } }
    let counts = names.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    return scope.workflowFunctions.filter { file, function in
      let isMarked = scope.programs[file].marks.contains {
        $0.lines.overlaps(function.lines) && !$0.ids.isEmpty
      }
      return function.name.hasPrefix("_") && !function.name.hasPrefix("__") && isMarked
        && counts[function.name] == 1
    }.map { Place($0.file, $0.block.line) }
  }

  static let emptyBlocks: Find = { scope in
    scope.programs.enumerated().flatMap { file, program in
      program.blocks.filter { block in
        !block.ids.isEmpty
          && !scope.sources[file].statements.contains { block.lines.contains($0.line) }
      }.map {
        Place(
          file, $0.lines.lowerBound,
          "the block for \($0.ids.joined(separator: ", ")) holds no statement")
      }
    }
  }

  static let emptyHandlers: Find = { scope in
    scope.workflowFunctions.filter { file, function in
      let isHandler = function.decorators.contains { $0.hasPrefix("@workflow.signal") }
      return isHandler
        && scope.sources[file].body(of: function).allSatisfy {
          ["pass", "...", "return", "return None"].contains($0.bare)
        }
    }.map { Place($0.file, $0.block.line) }
  }

  // MARK: rights

  private static let rights: Set<String> = [
    "authorise", "authorize", "authorised", "authorized", "permission", "permissions", "permitted",
  ]

  static let authorisation: Find = { scope in
    let skipped = ["def ", "async def ", "class ", "from ", "import ", "except ", "raise "]
    return scope.statements { statement in
      statement.bare.contains("(") && statement.bare.hasWord(rights)
        && !skipped.contains { statement.bare.hasPrefix($0) }
    }
  }

  // MARK: failures

  /// `raise` alone below an `except`, in marked ranges.
  static let raisedAgain: Find = { scope in
    scope.marked { $0.bare == "raise" }
  }

  private static let wide = [
    "except:", "except Exception", "except BaseException", "except ActivityError",
  ]

  static let swallowed: Find = { scope in
    scope.workflowFunctions.flatMap { file, function -> [Place] in
      let body = Array(scope.sources[file].body(of: function))
      return body.indices.filter { index in
        guard wide.contains(where: { body[index].bare.hasPrefix($0) }) else { return false }
        let block = body[(index + 1)...].prefix { $0.indentation > body[index].indentation }
        return !block.isEmpty && block.allSatisfy { isNothing($0.bare) }
      }.map { Place(file, body[$0].line) }
    }
  }

  private static func isNothing(_ statement: String) -> Bool {
    ["pass", "...", "continue"].contains(statement) || statement.hasPrefix("logger.")
      || statement.hasPrefix("log.") || statement.hasPrefix("logging.")
      || statement.hasPrefix("workflow.logger.") || statement.hasPrefix("print(")
  }

  // MARK: replay, records

  private static let machine = [
    "datetime.now(", "datetime.utcnow(", "datetime.today(", "date.today(", "time.time(",
    "time.time_ns(", "time.monotonic(", "time.sleep(", "random.", "uuid.uuid4(", "uuid.uuid1(",
    "uuid4(", "os.environ", "os.getenv(", "requests.", "urllib.", "open(", "__import__(",
    "secrets.", "datetime.datetime.now(",
  ]

  static let nondeterminism: Find = { scope in
    scope.inWorkflows.filter { entry in machine.contains { entry.statement.bare.calls($0) } }
      .map { Place($0.file, $0.statement.line) }
  }

  /// A return under a condition before the call that records, in functions that are marked.
  static let unrecorded: Find = { scope in
    scope.ranges.flatMap { range -> [Place] in
      let source = scope.sources[range.file]
      return source.functions.filter { range.lines.contains($0.line) }.flatMap { function in
        let body = source.body(of: function)
        let call = body.first { statement in
          ["record", "events.append(", ".emit(", ".publish("].contains {
            statement.code.contains($0)
          }
            && statement.bare.contains("(")
        }
        guard let call else { return [Place]() }
        return body.filter {
          $0.line < call.line && $0.bare.names.first == "return"
            && $0.indentation > function.indentation + 4
        }.map { Place(range.file, $0.line) }
      }
    }
  }
}
