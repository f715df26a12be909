public import SourceText

/// What is wrong with a part of the configuration, for whoever reads the whole to report as its own.
public struct ConfigurationFault: Sendable, Hashable {
  /// What kind of fault it is.
  public enum Kind: Sendable, Hashable { case unknownKey, wrongValue }

  /// What kind of fault it is.
  public var kind: Kind
  /// Where it stands.
  public var range: SourceRange
  /// One line.
  public var summary: String
}
