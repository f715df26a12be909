// Who says or does something, and when: verbs that keep a person's word share these.
extension Invocation {
  /// The name that `--by` gives; `purpose` says what needs one.
  func person(for purpose: String) throws(SetupFault) -> String {
    let name = text(.person) ?? ""
    guard name.contains(where: { $0.isLetter }), name.utf8.count <= 200,
      !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else {
      throw .usage(UsageFault("\(purpose): --by \"Ada Lovelace\"", verb: verb.name))
    }
    return name
  }

  /// The day that `--on` gives; today without it.
  func dayOfDeed() throws(SetupFault) -> String {
    guard let text = text(.onDay) else { return BuildDay.today }
    guard let day = BuildDay.day(of: text) else {
      throw .usage(
        UsageFault("--on must be a day such as 2031-01-31, not \(quoted(text))", verb: verb.name))
    }
    return day
  }
}
