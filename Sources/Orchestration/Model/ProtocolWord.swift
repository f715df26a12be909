import History

/// One of a list of words of the protocol, which histories spell in two ways:
/// `TIMEOUT_TYPE_START_TO_CLOSE` and, in older ones, `StartToClose`.
protocol ProtocolWord: RawRepresentable, CaseIterable where RawValue == String {
  /// What all the words of the list begin with.
  static var prefix: String { get }
}

extension ProtocolWord {
  /// `nil` for a word that is not of the list, and for no word.
  init?(_ value: HistoryValue?) {
    guard let word = value?.text,
      let found = Self.allCases.first(where: { $0.rawValue == word || $0.olderSpelling == word })
    else { return nil }
    self = found
  }

  private var olderSpelling: String {
    rawValue.dropFirst(Self.prefix.utf8.count).split(separator: "_")
      .map { $0.prefix(1) + $0.dropFirst().lowercased() }.joined()
  }
}
