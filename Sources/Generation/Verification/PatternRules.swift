import SourceText

/// The rules about patterns in programs, one for each kind of defect.
enum PatternRules {
  static let all: [Rule] = []
}
