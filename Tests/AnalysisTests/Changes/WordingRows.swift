/// Sentences of which a person was told something wrong once, with what is right.
extension `The wording of a demand` {
  /// A figure says which way only where its bound does: denials turn it, and conditions and capacities leave
  /// it open. Equal quantities are no change.
  static let figures = [
    Row(
      "A card must not be charged more than 2 times",
      "A card must not be charged more than 20 times", "weaker", "stronger"),
    Row(
      "No password is shorter than 12 characters",
      "No password is shorter than 4 characters", "weaker", "stronger"),
    Row(
      "No password has less than 12 characters",
      "No password has less than 4 characters", "weaker", "stronger"),
    Row(
      "A session is never kept longer than 8 h",
      "A session is never kept longer than 80 h", "weaker", "stronger"),
    Row(
      "Backups must not be fewer than 3", "Backups must not be fewer than 1", "weaker", "stronger"),
    Row("Stock must never go below 5", "Stock must never go below 1", "weaker", "stronger"),
    Row(
      "A queue shall not grow over 100", "A queue shall not grow over 9000", "weaker", "stronger"),
    Row(
      "A queue shall not grow above 100 messages",
      "A queue shall not grow above 9000 messages", "weaker", "stronger"),
    Row(
      "No answer takes longer than 2 s", "No answer takes longer than 20 s", "weaker", "stronger"),
    Row(
      "Charges must not be more than 100 EUR",
      "Charges must not be more than 500 EUR", "weaker", "stronger"),
    Row(
      "Charges must never exceed 100 EUR",
      "Charges must never exceed 500 EUR", "weaker", "stronger"),
    Row(
      "A parcel must not be lost for longer than 72 h",
      "A parcel must not be lost for longer than 720 h", "weaker", "stronger"),
    Row(
      "A parcel must not be lost for longer than 72 h",
      "A parcel must not be lost for longer than 7 h", "stronger", "weaker"),
    Row(
      "Data must not be deleted within 30 days",
      "Data must not be deleted within 7 days", "weaker", "stronger"),
    Row(
      "Retries must stop after no more than 3",
      "Retries must stop after no more than 30", "weaker", "stronger"),
    Row(
      "At least two replicas must hold 3 keys",
      "At least two replicas must hold 4 keys", "unknown", "unknown"),
    Row("At least 3 replicas must answer", "At least 2 replicas must answer", "unknown", "unknown"),
    Row(
      "Charges above 100 EUR need approval",
      "Charges above 500 EUR need approval", "unknown", "unknown"),
    Row(
      "Charges above 100 EUR need approval",
      "Charges above 50 EUR need approval", "unknown", "unknown"),
    Row(
      "Charges under 100 EUR need no approval",
      "Charges under 500 EUR need no approval", "unknown", "unknown"),
    Row(
      "Requests over 10 MB must be rejected",
      "Requests over 1 MB must be rejected", "unknown", "unknown"),
    Row(
      "The shop must reject requests over 10 MB",
      "The shop must reject requests over 1 MB", "unknown", "unknown"),
    Row(
      "Requests > 10 MB must be rejected",
      "Requests > 1 MB must be rejected", "unknown", "unknown"),
    Row("Minors under 18 must not buy", "Minors under 16 must not buy", "unknown", "unknown"),
    Row(
      "Alert when free space is below 10 %",
      "Alert when free space is below 20 %", "unknown", "unknown"),
    Row(
      "If the load is at least 80 %, a node must start",
      "If the load is at least 90 %, a node must start", "unknown", "unknown"),
    Row(
      "Accounts are locked after at most 5 failures",
      "Accounts are locked after at most 50 failures", "weaker", "stronger"),
    Row(
      "An account must be locked after more than 3 failures",
      "An account must be locked after more than 5 failures", "unknown", "unknown"),
    Row(
      "The service must support up to 1000 users",
      "The service must support up to 10 users", "unknown", "unknown"),
    Row(
      "The service must handle more than 1000 users",
      "The service must handle more than 10 users", "unknown", "unknown"),
    Row(
      "Keys must be rotated at least every 30 days",
      "Keys must be rotated at least every 90 days", "unknown", "unknown"),
    Row(
      "Goods are returnable within 30 days",
      "Goods are returnable within 7 days", "unknown", "unknown"),
    Row(
      "A booking must not fail but end within 2 s",
      "A booking must not fail but end within 5 s", "unknown", "unknown"),
    Row(
      "A payment must never fail to be booked within 2 s",
      "A payment must never fail to be booked within 5 s", "unknown", "unknown"),
    Row(
      "Orders older than 30 days, or more than 3 retries, must be escalated",
      "Orders older than 90 days, or more than 9 retries, must be escalated", "unknown", "unknown"),
    Row(
      "At most 3 attempts in at least 5 s",
      "At most 5 attempts in at least 3 s", "unknown", "unknown"),
    Row(
      "Answers must arrive within 2 s for at least 95 % of requests",
      "Answers must arrive within 5 s for at least 99 % of requests", "unknown", "unknown"),
    Row("Charges must be at most 50 EUR", "Charges must be at most 100 JPY", "unknown", "unknown"),
    Row("Requests over 10 MB must be rejected", "Requests must be rejected", "unknown", "unknown"),
    Row("A session is never kept longer than 8 h", "A session is never kept", "unknown", "unknown"),
    Row("Temperature stays below -18 C", "Temperature stays below 18 C", "weaker", "stronger"),
    Row("Temperature stays above -18 C", "Temperature stays above 18 C", "stronger", "weaker"),
    Row("Balance > 0", "Balance < 0", "weaker", "weaker"),
    Row("Balance >= 0", "Balance <= 0", "weaker", "weaker"),
    Row("Balance ≥ 0 EUR", "Balance ≤ 0 EUR", "weaker", "weaker"),
    Row("Latency p99 < 200 ms", "Latency p99 > 200 ms", "weaker", "weaker"),
    Row("Latency p99 < 200 ms", "Latency p99 < 400 ms", "weaker", "stronger"),
    Row("Sum of debits == sum of credits", "Sum of debits != sum of credits", "weaker", "weaker"),
    Row(
      "Parcels are found\nthreshold: < 72 h",
      "Parcels are found\nthreshold: > 72 h", "weaker", "weaker"),
    Row("Parcels are found\nlimit: 5", "Parcels are found\nlimit: 6", "unknown", "unknown"),
    Row("Retries end within 48 h", "Retries end within 48 hours", "level", "level"),
    Row("Retries end within 120 s", "Retries end within 2 min", "level", "level"),
    Row("Retries end within 200 ms", "Retries end within 0.2 s", "level", "level"),
    Row("Retries end within 90 min", "Retries end within 1 h 30 min", "level", "level"),
    Row("Retries end within two seconds", "Retries end within 2 s", "level", "level"),
    Row("A file has at most 1,000 lines", "A file has at most 1000 lines", "unknown", "unknown"),
    Row("The limit is 5 MB", "The limit is 5 MiB", "unknown", "unknown"),
    Row("At most 5 minutes are lost", "At most 1 hour is lost", "unknown", "unknown"),
    Row("Downtime is at most 5 minutes", "Downtime is at most 1 hour", "weaker", "stronger"),
  ]

  /// Signs, small words and order count; what may be as strict is not called weaker.
  static let wordings = [
    Row(
      "A refund must not exceed its payment", "A refund must exceed its payment", "weaker",
      "weaker"),
    Row(
      "Payments must be idempotent", "<!-- Payments must be idempotent -->", "unknown", "unknown"),
    Row("Payments must be idempotent", "~~Payments must be idempotent~~", "unknown", "unknown"),
    Row("Payments must be idempotent", "Payments must be idempotent?", "unknown", "unknown"),
    Row("Payments must be idempotent", "  payments   MUST be idempotent.", "level", "level"),
    Row(
      "A refund is paid to the customer by the shop",
      "A refund is paid by the customer to the shop", "unknown", "unknown"),
    Row(
      "The report is sent to the auditor for the bank",
      "The report is sent for the auditor to the bank", "unknown", "unknown"),
    Row("All admins shall see some logs", "Some admins must see all logs", "unknown", "unknown"),
    Row("No user shall see all secrets", "All users must see no secrets", "unknown", "unknown"),
    Row(
      "The key shall never be sent, the hash may be sent",
      "The key may be sent, the hash shall never be sent", "unknown", "unknown"),
    Row(
      "The key must be kept\nThe hash must go",
      "The hash must go\nThe key must be kept", "unknown", "unknown"),
    Row(
      "Access must be denied unless granted",
      "Access must be denied if not granted", "unknown", "unknown"),
    Row(
      "Access must be denied without a role",
      "Access must be denied unless a role is held", "unknown", "unknown"),
    Row(
      "Access must be denied by default",
      "By default, access must be denied", "unknown", "unknown"),
    Row("Only admins may delete", "Nobody except admins may delete", "unknown", "unknown"),
    Row(
      "Only admins may delete data",
      "No one other than admins may delete data", "unknown", "unknown"),
    Row(
      "A failed payment must be retried",
      "A failed payment must be retried as soon as possible", "unknown", "unknown"),
    Row("Users must log in", "Users, including some guests, must log in", "unknown", "unknown"),
    Row("Users must log in", "Users must log in, except for guests", "weaker", "unknown"),
    Row(
      "Every order must be logged",
      "Every order, even if partly shipped, must be logged", "unknown", "unknown"),
    Row(
      "Every order must be logged",
      "Every order must be logged; logs should be readable", "unknown", "unknown"),
    Row(
      "Every order must be logged",
      "Every order must be logged (see chapter 3, which may help)", "unknown", "unknown"),
    Row(
      "Keys must be rotated within 30 days",
      "Keys must be rotated within 30 days, in most cases sooner", "unknown", "unknown"),
    Row(
      "Data must be deleted on request",
      "Data must be deleted on request within a reasonable time, at most 30 days", "unknown",
      "unknown"),
    Row("Users must not log in", "Users are not to log in", "unknown", "unknown"),
    Row("Users must not be charged twice", "Users must never be charged twice", "level", "level"),
    Row("Users must not be charged twice", "No user must be charged twice", "unknown", "unknown"),
    Row("A user must not be charged twice", "No user must be charged twice", "unknown", "unknown"),
    Row("Sums must not be more than 100 EUR", "Sums must be at most 100 EUR", "unknown", "unknown"),
    Row(
      "Answers must arrive within 2 s",
      "Answers must usually arrive within 1 s and always within 2 s", "unknown", "unknown"),
    Row(
      "Answers must arrive within 2 s",
      "Answers must usually arrive within 2 s", "weaker", "stronger"),
    Row("Data must stay in the EU", "Data need not stay in the EU", "weaker", "stronger"),
    Row("Data must stay in the EU", "Data does not have to stay in the EU", "weaker", "stronger"),
    Row(
      "Data is required to stay in the EU",
      "Data is not required to stay in the EU", "weaker", "stronger"),
    Row(
      "The service will not lose data",
      "The service will try not to lose data", "unknown", "unknown"),
    Row("Secrets are forbidden in logs", "Secrets are not forbidden in logs", "weaker", "weaker"),
    Row("Secrets are not allowed in logs", "Secrets are forbidden in logs", "unknown", "unknown"),
    Row("Secrets cannot be logged", "Secrets can be logged", "weaker", "weaker"),
    Row("Data may not be lost", "Data must not be lost", "level", "level"),
    Row("Guests cannot log in", "Guests can’t log in", "level", "level"),
    Row("Retry no more than 3 times", "Retry more than 3 times", "unknown", "unknown"),
    Row(
      "Logs are kept for a minimum of 30 days",
      "Logs are kept for a maximum of 30 days", "weaker", "weaker"),
    Row(
      "Users shall be able to delete their data",
      "Users shall be able to delete some of their data", "unknown", "unknown"),
    Row("Encrypt with AES-256", "Encrypt with AES-128", "unknown", "unknown"),
    Row("Keys rotate every 30 days", "A release brings a new key", "unknown", "unknown"),
    Row("Keys are unique", "To be defined", "weaker", "unknown"),
    Row("Keys are unique", "\"...\"", "weaker", "unknown"),
    Row("Keys are unique\ntitle: Unique keys", "Unique keys", "weaker", "unknown"),
    Row("Keys are unique\ntitle: Unique keys", "Keys are unique", "level", "level"),
  ]
}
