import Testing
import Workflows

@testable import Activities

@Suite struct AuthorityPolicyTests {
  @Test(
    arguments: [
      // What is not named keeps its default.
      ([:], Act.approve, "ada", true), ([:], .merge, "ada", true), ([:], .rollBack, "ada", true),
      ([:], .waive, "ada", false), ([:], .approve, "", false),
      ([.approve: ["ada"]], .approve, "ada", true), ([.approve: ["ada"]], .approve, "Ada", false),
      ([.approve: ["ada"]], .merge, "eve", true), ([.approve: []], .approve, "ada", false),
      ([.waive: ["*"]], .waive, "bot", true), ([.waive: ["*"]], .waive, "", false),
    ] as [([Act: [String]], Act, String, Bool)])
  func `who may do what`(_ named: [Act: [String]], _ act: Act, _ identity: String, _ may: Bool) {
    let request = AuthorityRequest(act: act, subject: "", identity: identity)
    let answer = AuthorityPolicy(named).answer(request)
    #expect(answer.allowed == may && answer.reason.isEmpty == may)
  }

  @Test func `a refusal says who may, and shows no control characters`() {
    let policy = AuthorityPolicy([.rollBack: ["ada", "grace"]])
    let answer = policy.answer(
      AuthorityRequest(act: .rollBack, subject: "", identity: "e\u{1B}[31mve"))
    #expect(answer.reason.hasSuffix("may not roll back; these may: ada, grace"))
    #expect(!answer.reason.unicodeScalars.contains("\u{1B}"))
  }
}
