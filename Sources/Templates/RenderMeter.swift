/// Told about every page that a set of templates renders; the clock is its maker's.
public struct RenderMeter: Sendable {
  let now: @Sendable () -> UInt64
  let note: @Sendable (_ template: String, _ nanoseconds: UInt64, _ bytes: Int) -> Void

  /// A meter that reads time, in nanoseconds from any start, from `now`.
  ///
  /// Both are called from every thread that renders. A page that fails is not noted.
  public init(
    now: @escaping @Sendable () -> UInt64,
    note: @escaping @Sendable (_ template: String, _ nanoseconds: UInt64, _ bytes: Int) -> Void
  ) {
    self.now = now
    self.note = note
  }
}
