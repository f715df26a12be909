public import SourceText

extension Rule {
  /// Broken XML.
  public static let xmlSyntax = Rule(
    "xml-syntax", .error, "the text is not XML",
    explanation: """
      Reports of tests and of coverage are read as XML 1.0 in UTF-8. Elements before the broken \
      place are kept, so that their results are shown; the report counts as incomplete, and no \
      test after that place can have passed.
      """,
    remedy: "Usually the run was stopped while it wrote the file: run the tests again.",
    example: "<testsuite><testcase name=\"pays\"")

  /// A document type in an XML file.
  public static let xmlDocumentType = Rule(
    "xml-document-type", .error, "an XML file has a document type",
    explanation: """
      Everything that makes XML dangerous to read starts in a document type: entities that expand \
      to gigabytes, and names of other files and servers. No report of tests needs one, so the \
      file is refused there; nothing is opened and nothing is expanded.
      """,
    remedy: "Let the tool write its report without a document type, or remove that line.",
    example: "<!DOCTYPE testsuites [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")

  /// An XML file beyond a limit.
  public static let xmlLimit = Rule(
    "xml-limit", .error, "an XML file goes beyond a limit",
    explanation: """
      A report may have 64 MB, 256 elements inside one another, 256 attributes in a tag and two \
      million elements. What lies beyond is not read, because reading must stay bounded whatever \
      a file holds.
      """,
    remedy: "Split the report into several files.",
    example: "<testsuite><testsuite><testsuite>… 300 levels deep")
}
