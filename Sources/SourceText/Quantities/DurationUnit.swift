/// Seconds of a unit of time, as people and programs write it: `h`, `hours`, `min`; `nil` for any
/// other word.
public func seconds(ofUnit word: some StringProtocol) -> Double? {
  switch word.lowercased() {
  case "s", "sec", "secs", "second", "seconds": 1
  case "m", "min", "mins", "minute", "minutes": 60
  case "h", "hr", "hrs", "hour", "hours": 3_600
  case "d", "day", "days": 86_400
  default: nil
  }
}
