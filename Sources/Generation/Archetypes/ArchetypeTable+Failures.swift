// The second half of the table: what goes wrong, and what would be needed where nothing is known.
extension ArchetypeTable {
  /// Kinds of failures, from the special to the general.
  static let modes: [(archetype: FailureArchetype, words: [Signal])] = [
    (
      .notifierDown,
      [
        Signal("notif*|email|mail|sms|message .. down|fail*|unavailable|unreachable", 0.7),
        Signal("message|messages|notification|notifications .. not .. sent|delivered", 0.6),
        Signal("message|messages .. is|are kept", 0.3),
      ]
    ),
    (
      .responseLost,
      [
        Signal("answer|response|reply|confirmation|acknowledg* .. lost|late", 0.65),
        Signal("answer|response|reply|confirmation|acknowledg* .. time|times out", 0.65),
        Signal("time|times|timed out|timeout after|on", 0.4), Signal("timeout after|without", 0.5),
        Signal("timeout", 0.3), Signal("response|answer .. never", 0.6),
        Signal("without any confirmation", 0.4),
      ]
    ),
    (
      .ambiguousAnswer,
      [
        Signal("ambig*", 0.6), Signal("does not say", 0.6),
        Signal("unclear|unknown .. status|result|answer|response", 0.6),
        Signal("cannot be parsed|read|told", 0.5),
        Signal("malformed|unparseable|unreadable|unexpected .. response|answer|body|reply", 0.55),
        Signal("# ok", 0.2), Signal("empty|incomplete .. response|answer|body", 0.5),
      ]
    ),
    (
      .cancelInFlight,
      [
        Signal("cancel*", 0.5), Signal("cancel* .. while|during|mid|in", 0.4),
        Signal("aborts|abort* .. while|during", 0.6),
        Signal("mid retry|flight|operation|request|run", 0.3),
        Signal("withdraws .. while|during", 0.6),
      ]
    ),
    (
      .duplicateRequest,
      [
        Signal("duplicate*", 0.5),
        Signal("concurrent* .. request*|update*|attempt*|retr*|write*", 0.6),
        Signal("two .. at once", 0.6),
        Signal("twice|two .. simultaneous*|concurrent*", 0.6), Signal("simultaneous*", 0.45),
        Signal("submitted|sent|clicks|pressed|delivered|arrives .. twice|again", 0.6),
        Signal("race|races", 0.5),
        Signal("at the same time|moment", 0.5),
      ]
    ),
    (
      .crashInFlight,
      [
        Signal("crash*", 0.65), Signal("process|worker|server .. dies|killed|restart*|stops", 0.6),
        Signal("power loss|cut|failure", 0.6),
        Signal("interrupted .. mid|during|while|halfway", 0.6),
        Signal("restart* .. during|while", 0.5),
      ]
    ),
    (
      .overload,
      [
        Signal("overload*", 0.65), Signal("spike*|burst*|surge*", 0.5),
        Signal("queue .. grows|full|backs", 0.55),
        Signal("out of memory", 0.5), Signal("too many", 0.45),
        Signal("rate limit* .. hit|reached|exceeded", 0.5),
        Signal("disk full", 0.5), Signal("full disk", 0.5), Signal("back|backs up", 0.3),
      ]
    ),
    (
      .providerDown,
      [
        Signal("is|are|goes|becomes down|unavailable|unreachable|offline", 0.6),
        Signal("outage*", 0.6),
        Signal("unavailable|unreachable", 0.45), Signal("does not answer|respond|reply", 0.6),
        Signal("network .. fail*|partition|lost|down", 0.55),
        Signal("connection .. lost|refused|drops|fails", 0.55),
        Signal("api|service|server|provider|database .. fail*|down|error*", 0.45),
      ]
    ),
    (
      .staleState,
      [
        Signal("stale", 0.6), Signal("out of date|outdated", 0.55),
        Signal("changed|changes .. since|between|meanwhile|after", 0.45),
        Signal("cache* .. old|wrong|expired", 0.55), Signal("drift*", 0.5),
        Signal("no longer", 0.3),
        Signal("out of sync", 0.6), Signal("inconsistent .. state|data", 0.5),
      ]
    ),
  ]

  /// Words that say why no archetype can help, in the order in which they are asked.
  static let reasons: [(reason: MissingReason, words: [Signal])] = [
    (
      .performanceTest,
      [
        Signal("latency|throughput|performance|memory|cpu", 0.6), Signal("# ms|millisecond*", 0.5),
        Signal("requests|messages|events|calls per|a|/ second", 0.5),
        Signal("startup|cold start", 0.5),
        Signal("seconds|fast*|quick*|slow*", 0.35),
        Signal("concurrent* .. users|sessions|connections|requests", 0.5),
        Signal("scale*|scaling|scalab*", 0.4), Signal("size .. mb|kb|gb", 0.3),
      ]
    ),
    (
      .securityTest,
      [
        Signal("encrypt*|vulnerab*|penetration|injection|xss|csrf|tls|sandbox*", 0.6),
        Signal("attack*|exploit*|malicious|untrusted", 0.5),
        Signal("sanitiz*|sanitis*|escap*", 0.4),
      ]
    ),
    (
      .manual,
      [
        Signal("document*|documentation|readme|tutorial", 0.45), Signal("review*|approv*", 0.45),
        Signal("training|legal|contract*|budget|stakeholder*|licen*", 0.45),
        Signal("intuitive|understand*|learn*|easy|simple|clear", 0.4),
        Signal("accessib*|usab*", 0.4), Signal("design principle*|philosophy|culture", 0.5),
      ]
    ),
    (
      .productionMeasurement,
      [
        Signal("adoption|satisfaction|survey|nps|churn|revenue|conversion", 0.6),
        Signal("# %|percent", 0.45), Signal("uptime|availab*", 0.45),
        Signal("rate|ratio|share", 0.35),
        Signal("reduc*|increas*|improv*", 0.4), Signal("cost*", 0.3),
      ]
    ),
  ]
}
