/// A pattern for paths: `*` and `?` inside a component, `**` over components, `[a-z]`, `{a,b}`.
///
/// A path matches as a whole. `**` stands for any number of components, none included, except at
/// the end, where at least one must follow. `\` takes the next character literally. Letters match
/// in their own case, as file names do. Matching takes at most the product of the two lengths.
public struct Glob: Sendable {
  /// Why a text is not a pattern.
  public struct Malformed: Error, Hashable, Sendable {
    /// What is wrong, as a clause: `"[" has no closing "]"`.
    public let reason: String

    /// A reason as a clause.
    public init(_ reason: String) { self.reason = reason }
  }

  /// The most alternatives that the braces of one pattern may stand for together.
  public static let maximumAlternatives = 256

  /// The pattern as it was written.
  public let pattern: String
  private let alternatives: [[Step]]

  enum Step: Sendable {
    case anyComponents
    case component(ComponentPattern)
  }

  /// Compiles a pattern; without `braces`, `{a,b}` is literal, as in ignore files.
  public init(_ pattern: String, braces: Bool = true) throws(Malformed) {
    self.pattern = pattern
    let expanded = braces ? try expandBraces(Array(pattern.utf8)) : [Array(pattern.utf8)]
    var alternatives: [[Step]] = []
    for text in expanded { alternatives.append(try Self.steps(text)) }
    self.alternatives = alternatives
  }

  /// Whether a path with `/` between its components matches.
  public func matches(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { matches(UnsafeBufferPointer(rebasing: $0[...])) }
  }

  /// Whether the bytes of a path match.
  public func matches(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    // Most patterns of ignore files are one component against one name: no splitting is needed.
    if alternatives.count == 1, alternatives[0].count == 1,
      case .component(let only) = alternatives[0][0], !path.contains(0x2F)
    {
      return only.matches(path[...])
    }
    let components = path.split(separator: 0x2F)
    return alternatives.contains { Self.matches($0, components) }
  }

  private static func steps(_ pattern: [UInt8]) throws(Malformed) -> [Step] {
    var steps: [Step] = []
    for part in pattern.split(separator: 0x2F) {
      if part.elementsEqual("**".utf8) {
        steps.append(.anyComponents)
      } else {
        steps.append(.component(try ComponentPattern(part)))
      }
    }
    guard !steps.isEmpty else { throw Malformed("the pattern is empty") }
    return steps
  }

  /// Going back to the last `**` is enough: every other step takes exactly one component.
  private static func matches(
    _ steps: [Step], _ path: [Slice<UnsafeBufferPointer<UInt8>>]
  ) -> Bool {
    var step = 0
    var index = 0
    var retry: (step: Int, index: Int)?
    while index < path.count {
      if step < steps.count {
        switch steps[step] {
        case .anyComponents:
          if step == steps.count - 1 { return true }
          retry = (step, index)
          step += 1
          continue
        case .component(let pattern):
          if pattern.matches(path[index]) {
            step += 1
            index += 1
            continue
          }
        }
      }
      guard let last = retry else { return false }
      retry = (last.step, last.index + 1)
      step = last.step + 1
      index = last.index + 1
    }
    return step == steps.count
  }
}
