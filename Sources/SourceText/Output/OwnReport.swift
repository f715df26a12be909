/// What reports of this program say of themselves, so that nobody takes one for something that was tested.
///
/// A verdict that is read as a result would be its own proof.
public enum OwnReport {
  /// The tool, as JUnit and SARIF name it.
  public static let tool = "Throughline"
  /// The suite of the one test case that stands for a whole change.
  public static let suite = "change"
  /// The name of that case.
  public static let wholeCase = "the change as a whole"
  /// How `report.json` begins, whatever its version is.
  public static let jsonStart = "{\n \"schema\": "
}
