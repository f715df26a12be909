public import SourceText

/// What documents of a module must be like before a gate lets them through.
public enum DocumentRules {
  /// Every rule of this file, in the order declared.
  public static let all: [Rule] = []
}
