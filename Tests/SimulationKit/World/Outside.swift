/// The world that activities change. It keeps keys: what was done once is not done again.
struct Outside {
  private(set) var tickets: [String: String] = [:]
  /// Calls that found their effect done already.
  private(set) var repeats = 0

  /// Does something, unless the key says that it is done; the ticket of the effect.
  mutating func effect(_ key: String) -> String {
    if let known = tickets[key] {
      repeats += 1
      return known
    }
    let ticket = "\(key)#\(tickets.count + 1)"
    tickets[key] = ticket
    return ticket
  }
}
