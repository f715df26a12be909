import EmbeddedHost
import Orchestration
import Workflows

extension ActivitySupply {
  func addForge(to table: inout ActivityTable) {
    typealias Ask = ForgeActivities
    add(Ask.createBranch, to: &table) { try $0.createBranch($1, $2) }
    add(Ask.deleteBranch, to: &table) { forge, request, watch in
      try forge.deleteBranch(request, watch)
      return Nothing()
    }
    add(Ask.createCommit, to: &table) { try $0.createCommit($1, $2) }
    add(Ask.pushBranch, to: &table) { forge, request, watch in
      try forge.pushBranch(request, watch)
      return Nothing()
    }
    add(Ask.createPullRequest, to: &table) { try $0.createPullRequest($1, $2) }
    add(Ask.closePullRequest, to: &table) { forge, request, watch in
      try forge.closePullRequest(request, watch)
      return Nothing()
    }
    add(Ask.mergePullRequest, to: &table) { try $0.mergePullRequest($1, $2) }
    add(Ask.revertFix, to: &table) { try $0.revertFix($1, $2) }
    add(Ask.createIssue, to: &table) { try $0.createIssue($1, $2) }
    add(Ask.closeIssue, to: &table) { forge, request, watch in
      try forge.closeIssue(request, watch)
      return Nothing()
    }
    addTalk(to: &table)
    add(ToolActivities.rollBackStep, to: &table) { forge, request, watch in
      try forge.rollBack(request, watch)
      return Nothing()
    }
  }

  private func addTalk(to table: inout ActivityTable) {
    typealias Ask = ForgeActivities
    add(Ask.updateStatus, to: &table) { forge, request, watch in
      try forge.updateStatus(request, watch)
      return Nothing()
    }
    add(Ask.addComment, to: &table) { forge, request, watch in
      try forge.addComment(request, watch)
      return Nothing()
    }
    add(Ask.listPullRequests, to: &table) { forge, _, watch in try forge.listPullRequests(watch) }
  }

  private func add<Input, Output>(
    _ contract: Activity<Input, Output>, to table: inout ActivityTable,
    _ body: @escaping @Sendable (any Forge, Input, Watch) throws -> Output
  ) {
    table.add(blocking: contract) { try body(try requiredForge, $0, $1) }
  }
}
