import Pipeline
import Testing

@Suite struct NumberedKindTests {
  @Test func idsArePaddedAsTheirKindDemands() {
    #expect(NumberedKind.requirement.id(7, of: "OAGW") == "REQ-OAGW-7")
    #expect(NumberedKind.scenario.id(7, of: "OAGW") == "SCEN-OAGW-07")
    #expect(NumberedKind.task.id(112, of: "OAGW") == "TASK-OAGW-112")
  }

  @Test(arguments: [
    ("SCEN-OAGW-07", 7), ("SCEN-OAGW-7", 7), ("SCEN-OTHER-7", nil), ("SCEN-OAGW-", nil),
    ("SCEN-OAGW-7a", nil), ("SCEN-OAGW-1234567", nil),
  ])
  func numbersAreReadInAnyPadding(_ id: String, _ number: Int?) {
    #expect(NumberedKind.scenario.number(of: id, code: "OAGW") == number)
  }
}
