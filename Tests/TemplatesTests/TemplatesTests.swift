import SourceText
import Templates
import Testing

/// Compiles one template, with partials, and renders it.
func rendered(
  _ template: String, _ values: TemplateRecord, name: String = "page.html",
  partials: [String: String] = [:], limits: TemplateLimits = TemplateLimits(),
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
  var sources = [SourceFile(path: name, text: template)]
  sources += partials.map { SourceFile(path: "partials/\($0.key)", text: $0.value) }
  var (set, diagnostics) = TemplateSet.compile(sources)
  for diagnostic in diagnostics {
    Issue.record(
      "\(diagnostic.range.description) \(diagnostic.summary)", sourceLocation: sourceLocation)
  }
  set.limits = limits
  var buffer = ByteBuffer()
  try set.render(name, values, page: "a/index.html", into: &buffer)
  return buffer.text
}

/// What a template's compilation finds, one line a diagnostic.
func faults(in template: String, name: String = "page.html", others: [String: String] = [:])
  -> [String]
{
  var sources = [SourceFile(path: name, text: template)]
  sources += others.map { SourceFile(path: $0.key, text: $0.value) }
  return TemplateSet.compile(sources).1.map {
    "\($0.range.line):\($0.range.column) \($0.rule.id): \($0.summary)"
  }
}

/// The message of a render that has to fail.
func failure(
  of template: String, _ values: TemplateRecord, name: String = "page.html",
  partials: [String: String] = [:], limits: TemplateLimits = TemplateLimits()
) -> Diagnostic? {
  do {
    _ = try rendered(template, values, name: name, partials: partials, limits: limits)
    return nil
  } catch { return (error as? TemplateError)?.diagnostic }
}
