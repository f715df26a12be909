import Testing
import Workflows

@Suite struct ConsensusRuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let diagnoses: [(String, Double)]
    let asked: Int
    let key: String
    let confidence: Double
    let fixes: Bool
    var testDescription: String { id }
  }

  @Test(arguments: [
    Case(
      id: "one cause in three spellings",
      diagnoses: [
        ("The pool is exhausted", 0.9), ("pool is exhausted!", 0.8), ("Pool is  exhausted", 0.7),
      ],
      asked: 3, key: "pool-is-exhausted", confidence: 0.8, fixes: true),
    Case(
      id: "two against one", diagnoses: [("pool", 0.9), ("leak", 0.95), ("pool", 0.85)], asked: 3,
      key: "pool", confidence: 0.583333333, fixes: false),
    Case(
      id: "exactly the threshold", diagnoses: [("pool", 0.7)], asked: 1, key: "pool",
      confidence: 0.7, fixes: false),
    Case(
      id: "just above the threshold", diagnoses: [("pool", 0.7001)], asked: 1, key: "pool",
      confidence: 0.7001, fixes: true),
    Case(
      id: "the threshold three times", diagnoses: [("pool", 0.7), ("pool", 0.7), ("pool", 0.7)],
      asked: 3, key: "pool", confidence: 0.7, fixes: false),
    Case(
      id: "a tie goes to the first", diagnoses: [("leak", 0.5), ("pool", 0.5)], asked: 2,
      key: "leak", confidence: 0.25, fixes: false),
    Case(
      id: "silence supports nobody", diagnoses: [("pool", 0.9)], asked: 3, key: "pool",
      confidence: 0.3, fixes: false),
    Case(
      id: "more than sure is sure, no number is nothing",
      diagnoses: [("pool", 7), ("pool", .nan)], asked: 2, key: "pool", confidence: 0.5,
      fixes: false),
    Case(
      id: "nobody is sure", diagnoses: [("pool", 0), ("leak", -1)], asked: 2, key: "pool",
      confidence: 0, fixes: false),
  ])
  func `what most diagnoses say`(_ row: Case) throws {
    let diagnoses = row.diagnoses.enumerated().map {
      Diagnosis(agentID: "\($0)", rootCause: $1.0, confidence: $1.1)
    }
    let consensus = try #require(ConsensusRule.consensus(of: diagnoses, asked: row.asked))
    #expect(consensus.key == row.key)
    #expect(abs(consensus.confidence - row.confidence) < 1e-8)
    #expect(ConsensusRule.allowsFix(consensus) == row.fixes)
    let kept = consensus.supportingDiagnoses.count + consensus.conflictingDiagnoses.count
    #expect(kept == diagnoses.count)
  }

  @Test func `no diagnosis is no consensus`() {
    #expect(ConsensusRule.consensus(of: [], asked: 3) == nil)
  }

  @Test func `an agent's own key goes before its words, and conflicts are listed in order`() throws
  {
    let diagnoses = [
      Diagnosis(
        agentID: "1", rootCause: "Too many clients", rootCauseKey: "Pool Size", confidence: 0.6),
      Diagnosis(agentID: "2", rootCause: "a leak", confidence: 0.5),
      Diagnosis(
        agentID: "3", rootCause: "Nobody closes", rootCauseKey: "pool-size", confidence: 0.4),
      Diagnosis(agentID: "4", rootCause: "the network", confidence: 0.9),
    ]
    let consensus = try #require(ConsensusRule.consensus(of: diagnoses, asked: 4))
    #expect(consensus.rootCause == "Too many clients")
    #expect(consensus.supportingDiagnoses.map(\.agentID) == ["1", "3"])
    #expect(consensus.conflictingDiagnoses.map(\.agentID) == ["2", "4"])
  }
}
