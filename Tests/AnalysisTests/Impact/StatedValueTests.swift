import SourceText
import TestSupport
import Testing

@testable import Analysis

/// Which lines state a value, in whatever spelling.
@Suite struct `A stated value` {
  /// A value with lines that state it, and lines that look like it.
  struct Case: Sendable, CustomTestStringConvertible {
    var value: String
    var stated: [String]
    var others: [String]
    var testDescription: String { value }
  }

  static let anywhere = [
    Case(
      value: "72 h",
      stated: [
        "ends after 72 h.", "ends after 72h", "a 72-hour window", "PT72H", "for P3D, then",
        "in 3 days", "LIMIT = 259_200", "timeout: 259200", "timedelta(hours=72)",
        "max_retry_hours: 72",
        "WINDOW = 72 * 3600", "ttl = 3 * 24 * 60 * 60", "72 * time.Hour", "time.Hour * 72",
        "3 * SECONDS_PER_DAY", "Duration.ofHours(72)", "72.hours", "maxRetryHours = 72",
        "259,200 seconds", "259 200 s", "**72** hours", "`72` h", "72&nbsp;h", "72\u{A0}h",
        "72.0 h", "three days", "Three-day limit", "71h60m", "2 d 24 h", "4320 min",
        "{\"hours\":72}",
        "<hours>72</hours>", "ttl_hours: int = 72", "--retry-hours 72", "delay_ms: 259200000",
        "P2DT24H", "1d48h", "72h0m0s", "within 72 h, 5 times", "≥72 h", "0...72 h", "2.592e5 s",
      ],
      others: [
        "172 h", "72 hosts", "order 72", "720 h", "v1.72 h", "2592000", "1.72 h", "72.5 h", "x72h",
        "limit_72h", "72h_window", "72hx", "1,72 h and", "72 h/week", "requests_per_hour: 72",
        "PT72M", "PT72", "3 day7s", "1.2.72 h", "1259200", "259200.5", "B-259200", "#259200",
        "/259200/", "2592_00", "72 * 360", "72 min", "72 H2O", "72 h 30 min", "0x72 h", "7 2 h",
        "3 hours (72 tries)", "5 172 h", "sha-259200", "72e1 h", "hours 72 items",
      ]),
    Case(
      value: "200 ms",
      stated: [
        "0.2 s", ".milliseconds(200)", "200ms", "timeoutMs = 200", "TIMEOUT_MS: int = 200",
        "PT0.2S", "200 milliseconds", "from_millis(200)", "200_000 µs", "2e-1 seconds", ".2 s",
        "200 * time.Millisecond", "latency_ms < 200", "\"timeout_s\": 0.2", "100-200 ms",
        "200.milliseconds", "0,2 s",
      ],
      others: [
        "0.25 s", "1200 ms", "1,200 ms", "HTTP 200", "200 MB", "20.0 ms", "0.2 h", "200 m",
        "200 ms/s", "10.200 ms", "0.2", "timeout(200)", "200000", "a0.2 s",
      ]),
    Case(
      value: "0.5 %",
      stated: [
        "0.5%", "0.005", "rate > 0.005", "0.5 percent", "0.50 per cent", "5 ‰",
        "error_percent: 0.5", ".005 of all", "at most 0.5 %.",
      ],
      others: ["0.05", "10.5 %", "5 %", "0.0055", "1.005", "0.5", "0.005 s", "0.5 % 3", "v0.005.1"]),
    Case(
      value: "1000",
      stated: ["1,000 orders", "1_000", "1 000", "1000", "max = 1e3", "1'000", "10 * 100"],
      others: [
        "10000", "1,000,000", "11,000", "1000.5", "0.1000", "1000x", "id_1000", "RT-1000", "#1000",
        "2024-1000", "host:1000", "1000th", "100",
      ]),
    Case(
      value: "3 attempts",
      stated: [
        "after 3 attempts", "three attempts", "max_attempts: 3", "attempts=3", "a 3-attempt limit",
        "maxAttempts: 3",
      ],
      others: ["after 13 attempts", "3 orders", "3.5 attempts", "3 attemptsx", "max_attempts: 30"]),
    Case(
      value: "10 MB",
      stated: [
        "10485760", "10 MiB", "10000000 bytes", "limit_bytes = 10_485_760", "10MB", "0.01 GB",
      ],
      others: ["100 MB", "10 ms", "10 KB", "10", "110 MB"]),
    Case(
      value: "P3D", stated: ["72 h", "3 days", "pt72h"], others: ["P3W", "P30D", "3 d3"]),
    Case(
      value: "≤ 5 %", stated: ["at most 5%", "rate > 0.05"], others: ["rate > 0.055", "15 %"]),
    Case(
      value: "At least once", stated: ["delivered at least once."],
      others: ["at least oncemore", "that least once"]),
  ]

  @Test(arguments: anywhere) func `is found in every spelling`(_ sample: Case) {
    let search = ValueSearch(StatedValue(sample.value))
    for line in sample.stated {
      #expect(search.matches(Array(line.utf8)[...], isLinked: false), "\(line)")
    }
    for line in sample.others {
      #expect(!search.matches(Array(line.utf8)[...], isLinked: false), "\(line)")
    }
  }

  static let linked = [
    Case(
      value: "72 h",
      stated: ["return start + 72", "retry_hours > 72", "ttl = 259200", "72 * HOUR"],
      others: ["return start + 3", "172", "x72", "72x", "72 %", "1.72"]),
    Case(
      value: "0.2 s", stated: ["TIMEOUT = 200", "timeout=0.2"], others: ["200 MB", "0.25", "2"]),
    Case(value: "50 %", stated: ["share > 0.5", "limit(50)"], others: ["0.55", "5"]),
    Case(value: "3 attempts", stated: ["range(3)"], others: ["range(13)", "B3"]),
    Case(value: "3", stated: ["range(3)", "3 tries"], others: ["RT3", "30"]),
  ]

  @Test(arguments: linked) func `may be a bare number where the line is linked`(_ sample: Case) {
    let search = ValueSearch(StatedValue(sample.value))
    for line in sample.stated {
      #expect(search.matches(Array(line.utf8)[...], isLinked: true), "\(line)")
    }
    for line in sample.others {
      #expect(!search.matches(Array(line.utf8)[...], isLinked: true), "\(line)")
    }
  }

  /// Whatever a line holds, the search ends, and finds no number twice.
  @Test(arguments: [
    String(repeating: "9", count: 100_000), String(repeating: "1 000", count: 20_000),
    String(repeating: "1,", count: 50_000), String(repeating: "2*", count: 50_000),
    String(repeating: "1h", count: 50_000), "P" + String(repeating: "1D", count: 50_000),
    String(repeating: "1e99", count: 20_000), String(repeating: "9e99*", count: 20_000),
    String(repeating: ".5", count: 50_000), String(repeating: "a_", count: 50_000) + "=72",
    String(repeating: "1 h ", count: 30_000), String(repeating: "P1DT", count: 30_000),
  ]) func `costs little in hostile lines`(_ line: String) {
    let search = ValueSearch(StatedValue("72 h"))
    let work = secondsOfWork {
      #expect(!search.matches(Array(line.utf8)[...], isLinked: false) || line.hasSuffix("=72"))
    }
    #expect(work < 5)
  }
}
