/// Sentences that look alike, of which only the plain ones can be judged.
extension `The wording of a demand` {
  /// A word that binds stands alone, with no denial, restriction or relative before it.
  static let bound = [
    Row("No data may leave the EU", "No data should leave the EU", "unknown", "unknown"),
    Row("Nobody may read the key", "Nobody should read the key", "unknown", "unknown"),
    Row(
      "At no time may two leaders exist", "At no time should two leaders exist", "unknown",
      "unknown"),
    Row("Only admins may delete data", "Only admins should delete data", "unknown", "unknown"),
    Row("Tokens must only be sent once", "Tokens may only be sent once", "unknown", "unknown"),
    Row(
      "Data that must be personal is encrypted", "Data that may be personal is encrypted",
      "unknown",
      "unknown"),
    Row(
      "If data must be kept, it is signed", "If data may be kept, it is signed", "unknown",
      "unknown"),
    Row(
      "If a payment fails, the service must retry", "If a payment fails, the service should retry",
      "weaker", "stronger"),
    Row(
      "You must, if asked, show a card", "You should, if asked, show a card", "weaker", "stronger"),
    Row(
      "Keys must be shown and kept", "Keys must be shown and should be kept", "unknown", "unknown"),
    Row(
      "Card numbers must not be stored", "Required card numbers must be stored", "unknown",
      "unknown"),
    Row(
      "All fields must be validated", "All required fields should be validated", "unknown",
      "unknown"),
    Row("Approval is required", "Approval is recommended", "weaker", "stronger"),
    Row(
      "The stock must be counted. The sum must be signed",
      "The stock must be counted. The sum should be signed", "weaker", "stronger"),
    Row(
      "The stock must be counted. The sum should be signed",
      "The stock should be counted. The sum must be signed", "unknown", "unknown"),
  ]

  /// All, some, once and words that leave open say what they say in a sentence that always holds.
  static let extents = [
    Row(
      "A number must not be shown", "A number must not be shown completely", "unknown", "unknown"),
    Row("Nobody sees card numbers", "Nobody sees all card numbers", "unknown", "unknown"),
    Row("A user may see some logs", "A user may see all logs", "unknown", "unknown"),
    Row("Rights are granted to staff", "Rights are granted to some staff", "unknown", "unknown"),
    Row(
      "An alarm must sound when sensors fail", "An alarm must sound when all sensors fail",
      "unknown",
      "unknown"),
    Row(
      "An alarm must sound when the disk is nearly full",
      "An alarm must sound when the disk is full",
      "unknown", "unknown"),
    Row("Clients must not attempt to log in", "Clients must not log in", "unknown", "unknown"),
    Row("Access must be logged", "All access must be logged", "stronger", "unknown"),
    Row("Access must be logged", "Access must always be logged", "stronger", "unknown"),
    Row("Access must be logged", "Access must be mostly logged", "weaker", "stronger"),
    Row("All cards must be shown", "Not all cards must be shown", "unknown", "unknown"),
    Row(
      "A job must be done at most once", "A job must be done at least once", "unknown", "unknown"),
    Row("A disk must be checked", "A disk must be checked at most once", "unknown", "unknown"),
    Row("Data must be deleted once", "Data must be deleted at least once", "weaker", "unknown"),
    Row(
      "An order may be changed once", "An order may be changed at least once", "unknown", "unknown"),
    Row("A user must:\n- lock the door", "A user must:\n- lock some doors", "unknown", "unknown"),
  ]

  /// A denial turns a sentence round where nothing else differs.
  static let denied = [
    Row("Data must be stored", "Data must not be stored", "weaker", "weaker"),
    Row("No order goes without a bill", "An order goes with a bill", "unknown", "unknown"),
    Row("No order goes without a bill", "Every order goes with a bill", "unknown", "unknown"),
    Row("There must be no gaps", "There must be gaps", "weaker", "weaker"),
    Row(
      "If not paid, an order must be kept", "If paid, an order must be kept", "unknown", "unknown"),
    Row("Users who do not pay must leave", "Users who do pay must leave", "unknown", "unknown"),
    Row("Logs must not be read only", "Logs must be read only", "unknown", "unknown"),
    Row("Guests must never partly see it", "Guests must never see it", "unknown", "unknown"),
    Row("A user must not:\n- share keys", "A user must:\n- share keys", "weaker", "weaker"),
  ]

  /// A figure is judged right behind a word that binds and at the end of a sentence without one.
  static let bounds = [
    Row("Tokens must expire within 1 h", "Tokens must expire within 10 h", "weaker", "stronger"),
    Row(
      "When a payment fails, the service must retry for at most 72 h",
      "When a payment fails, the service must retry for at most 96 h", "weaker", "stronger"),
    Row(
      "If a key is asked for, the system shall answer within 2 s",
      "If a key is asked for, the system shall answer within 5 s", "weaker", "stronger"),
    Row(
      "Data must be erased within 30 days of a request",
      "Data must be erased within 90 days of a request", "weaker", "stronger"),
    Row("Disks must stay below 80 %", "Disks must stay below 95 %", "weaker", "stronger"),
    Row("CPU usage <= 80 %", "CPU usage <= 95 %", "weaker", "stronger"),
    Row(
      "Tokens must not be valid for more than 1 h",
      "Tokens must not be valid for more than 9 h", "weaker", "stronger"),
    Row(
      "Two people must approve payments of at least 1000 EUR",
      "Two people must approve payments of at least 5000 EUR", "unknown", "unknown"),
    Row(
      "The server must log out clients idle for longer than 15 min",
      "The server must log out clients idle for longer than 60 min", "unknown", "unknown"),
    Row(
      "Should the load rise above 80 %, a node must start",
      "Should the load rise above 95 %, a node must start", "unknown", "unknown"),
    Row(
      "Once the disk is above 80 %, an alarm must sound",
      "Once the disk is above 95 %, an alarm must sound", "unknown", "unknown"),
    Row(
      "The operator must be paged for more than 5 errors",
      "The operator must be paged for more than 50 errors", "unknown", "unknown"),
    Row(
      "Trucks must deliver within 50 km", "Trucks must deliver within 5 km", "unknown", "unknown"),
    Row(
      "Customers must be told no later than 14 days before the change",
      "Customers must be told no later than 2 days before the change", "unknown", "unknown"),
    Row(
      "Users must be allowed to withdraw within 14 days",
      "Users must be allowed to withdraw within 3 days", "unknown", "unknown"),
    Row(
      "The load must rarely exceed 80 %", "The load must rarely exceed 95 %", "unknown", "unknown"),
    Row(
      "It must be impossible to exceed 100 EUR", "It must be impossible to exceed 900 EUR",
      "unknown",
      "unknown"),
    Row(
      "It is illegal to be above 80 km", "It is illegal to be above 120 km", "unknown", "unknown"),
    Row(
      "Forbidden: loads of at least 80 %", "Forbidden: loads of at least 95 %", "unknown", "unknown"
    ),
    Row(
      "No request, whatever its size, takes longer than 2 s",
      "No request, whatever its size, takes longer than 20 s", "unknown", "unknown"),
    Row(
      "No answer, e.g. DNS, takes longer than 2 s", "No answer, e.g. DNS, takes longer than 20 s",
      "unknown", "unknown"),
    Row(
      "A payment must not:\n- take longer than 2 s", "A payment must not:\n- take longer than 20 s",
      "unknown", "unknown"),
    Row(
      "A payment must never\n- be above 500 EUR", "A payment must never\n- be above 900 EUR",
      "unknown", "unknown"),
    Row(
      "An alarm is raised when:\n- load > 80 %", "An alarm is raised when:\n- load > 95 %",
      "unknown",
      "unknown"),
    Row("| load > 80 % | alarm |", "| load > 95 % | alarm |", "unknown", "unknown"),
    Row(
      "Parcels are found\nthreshold: alert above 200 ms",
      "Parcels are found\nthreshold: alert above 900 ms", "unknown", "unknown"),
    Row(
      "Parcels are found\nthreshold: at most 5 users",
      "Parcels are found\nthreshold: at most 9 users", "weaker", "stronger"),
    Row(
      "Parcels are found\nthreshold: at most 5k",
      "Parcels are found\nthreshold: at most 9k", "weaker", "stronger"),
    Row(
      "Limit: charges above 100 EUR need approval", "Limit: charges above 500 EUR need approval",
      "unknown", "unknown"),
    Row("A job runs every 5 minutes", "A job runs every 50 minutes", "unknown", "unknown"),
    Row(
      "Parcels are found within 72 h\nthreshold: 72 h",
      "Parcels are found within 48 h\nthreshold: 48 h",
      "stronger", "weaker"),
    Row(
      "Parcels are found within 72 h\nthreshold: 72 h",
      "Parcels are found within 48 h\nthreshold: 96 h",
      "unknown", "weaker"),
    Row("Answers must arrive within 2 s", "Answers must arrive", "weaker", "unknown"),
  ]

  /// What is joined to a number belongs to what is counted; a number may be written in many ways.
  static let units = [
    Row(
      "A list must have at most 5k rows", "A list must have at most 9k rows", "weaker", "stronger"),
    Row(
      "A list must have at most 5k rows", "A list must have at most 5M rows", "unknown", "unknown"),
    Row("It must draw at most 500mA", "It must draw at most 2A", "unknown", "unknown"),
    Row("It must emit at most 10 mW", "It must emit at most 10 MW", "unknown", "unknown"),
    Row("It must emit at most 10 mW", "It must emit at most 20 MW", "unknown", "unknown"),
    Row("It must use at most 900kbit", "It must use at most 5Mbit", "unknown", "unknown"),
    Row("It must be at least 1.9", "It must be at least 1.10", "unknown", "unknown"),
    Row("Fees must be at most 1.500 EUR", "Fees must be at most 900 EUR", "unknown", "unknown"),
    Row(
      "It must be done no later than 12/2026", "It must be done no later than 1/2028", "unknown",
      "unknown"),
    Row("Data must be kept for 30 days", "Data must be kept for thirty days", "unknown", "unknown"),
    Row("A build must take at most 1h30m", "A build must take at most 90 min", "level", "level"),
  ]

  /// Marks around words are none of them, and lines count in their order.
  static let lines = [
    Row("Access **must** be logged", "Access must be logged", "level", "level"),
    Row("Keys in `vault` must be *unique*", "Keys in vault must be unique", "level", "level"),
    Row("a * b = 1", "a b = 1", "unknown", "unknown"),
    Row(
      "Keys must be unique. Keys must be secret", "Keys must be unique\nKeys must be secret",
      "level", "level"),
    Row(
      "# Forbidden.\n- Share keys\n- Share tokens", "- Share keys\n# Forbidden\n- Share tokens",
      "unknown",
      "unknown"),
    Row(" title: a clerk must never go", " title: a clerk must go", "weaker", "weaker"),
    Row("Keys are signed. Keys are kept", "Keys are signed", "unknown", "unknown"),
  ]
}
