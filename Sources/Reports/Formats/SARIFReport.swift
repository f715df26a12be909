import SourceText

extension Findings {
  func renderSARIF(
    _ style: ReportStyle, _ source: inout OpenSource, into buffer: inout ByteBuffer
  ) {
    let (shown, rest) = clipped(to: SARIFLog.resultLimit)
    SARIFLog(style: style, category: "throughline/", markName: "throughlineFinding/v1").render(
      shown.map { ($0.diagnostic, $0.fingerprint.description) }, rest: rest, &source, into: &buffer)
  }
}
