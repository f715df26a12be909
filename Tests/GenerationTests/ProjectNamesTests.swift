import Generation
import Testing

@Suite struct `Names of a project` {
  struct Case: Sendable, CustomTestStringConvertible {
    let feature, module, subject, process, className: String
    var testDescription: String { feature }
  }

  static let cases: [Case] = [
    Case(
      feature: "order-dispatch-v3", module: "order_dispatch", subject: "order",
      process: "dispatch", className: "OrderDispatch"),
    Case(
      feature: "ledger", module: "ledger", subject: "ledger", process: "ledger",
      className: "Ledger"),
    Case(
      feature: "SeatHoldRelease", module: "seat_hold_release", subject: "seat_hold",
      process: "release", className: "SeatHoldRelease"),
    Case(
      feature: "2fa-login", module: "system_2fa_login", subject: "system_2fa",
      process: "login", className: "System2faLogin"),
    Case(
      feature: "import", module: "import_", subject: "import_", process: "import_",
      className: "Import"),
    Case(
      feature: "\"\"\"\n#", module: "system", subject: "system", process: "system",
      className: "System"),
  ]

  @Test(arguments: cases)
  func `a feature gives names that any language accepts`(_ example: Case) {
    let names = ProjectNames(feature: example.feature)
    #expect(names.module == example.module)
    #expect(names.subject == example.subject)
    #expect(names.process == example.process)
    #expect(names.className == example.className)
  }
}
