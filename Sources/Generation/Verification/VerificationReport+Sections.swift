extension VerificationReport {
  // MARK: patterns, tests

  var patterns: AccountValue {
    let items = verification.constraints + verification.failureModes
    let groups = items.map { ($0.id, $0.checks) } + [("", verification.checks)]
    return .list(
      groups.filter { !$0.1.isEmpty }.map { id, checks in
        .record([
          ("constraint", .text(id.isEmpty ? "every program" : id)),
          ("checks", .list(checks.map(check))),
        ])
      })
  }

  private func check(_ check: PatternCheck) -> AccountValue {
    .record([
      ("check", .text(check.name)),
      (check.isAnti ? "anti_pattern" : "pattern", .text(check.pattern)),
      ("result", .text(check.locations.isEmpty ? "not_found" : "found")),
      ("locations", .list(check.locations.prefix(20).map(location))),
      ("status", .text(check.holds ? "✓ SATISFIED" : "✗ VIOLATED")),
    ])
  }

  var tests: AccountValue {
    .list(
      verification.constraints.map { item in
        let isCovered = !item.tests.isEmpty && item.tests.allSatisfy { $0.state == .passed }
        return .record([
          ("constraint", .text(item.id)), ("tests", .list(item.tests.map(test))),
          (
            "status",
            .text(isCovered ? "✓ COVERED" : item.tests.isEmpty ? "✗ MISSING" : "◐ IN PART")
          ),
        ])
      })
  }

  private func test(_ test: VerifiedTest) -> AccountValue {
    .record([
      ("test_name", .text(test.name)), ("test_file", .text(test.path)),
      ("line", .number(test.line)), ("result", .text(test.state.rawValue)),
      ("asserts", .bool(!test.isEmpty)),
    ])
  }

  // MARK: documents, monitoring, files

  var documentation: AccountValue {
    .list(
      (verification.constraints + verification.failureModes).map { item in
        .record([
          ("id", .text(item.id)), ("documented", .bool(!item.documents.isEmpty)),
          ("locations", .list(item.documents.map(location))),
          ("status", .text(item.documents.isEmpty ? "✗ MISSING" : "✓ DOCUMENTED")),
        ])
      })
  }

  var observability: AccountValue {
    let items = verification.constraints.filter {
      !$0.measures.isEmpty || !planned($0.id, .observability).isEmpty
    }
    return .list(
      items.map { item in
        .record([
          ("constraint", .text(item.id)), ("measured", .bool(!item.measures.isEmpty)),
          ("locations", .list(item.measures.map(location))),
          ("status", .text(item.measures.isEmpty ? "✗ MISSING" : "✓ MONITORED")),
        ])
      })
  }

  var proof: AccountValue {
    .list(
      verification.files.map { file in
        .record([
          ("path", .text(file.path)), ("state", .text(file.state.rawValue)),
          (
            "changes",
            .list(
              file.changes.map { change in
                .record([
                  ("block", .text(change.block)), ("ids", .texts(change.ids)),
                  ("line_numbers", .numbers([change.lines.lowerBound, change.lines.upperBound])),
                ])
              })
          ),
        ])
      })
  }
}
