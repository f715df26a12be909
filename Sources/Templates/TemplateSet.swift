public import SourceText

/// Templates compiled together, ready to render from any thread.
public struct TemplateSet: Sendable {
  let program: Program
  private let templateNames: TemplateNames
  private let fingerprints: [Fingerprint]
  /// What a render may do; raise it only for output that is known to be large.
  public var limits = TemplateLimits()
  /// Told what each render has cost; `nil` when nobody asks.
  public var meter: RenderMeter?

  /// Compiles every template and reports every fault of all of them, sorted.
  ///
  /// A template's name is its path below `site-templates/`; of two with one name the later wins, so
  /// a project's files are given after the built-in ones. The language, and so the escaping, comes
  /// from the extension: `.html`, `.svg`, `.xml` and `.json`; anything else is written as it is.
  /// Templates with faults stay in the set and fail when rendered.
  public static func compile(_ sources: [SourceFile]) -> (TemplateSet, [Diagnostic]) {
    var byName: [String: SourceFile] = [:]
    for source in sources { byName[TemplateNames.name(of: source.path)] = source }
    let files = byName.sorted { $0.key < $1.key }
    let names = TemplateNames(files.map(\.key))
    let languages = files.map { TemplateLanguage(path: $0.key) }
    var program = Program()
    program.templates = zip(files, languages).map { file, language in
      CompiledTemplate(
        name: file.key, lines: LineMap(file.value), language: language,
        content: Fingerprint(of: file.value.bytes))
    }
    var diagnostics: [Diagnostic] = []
    for (index, file) in files.enumerated() {
      var compiler = TemplateCompiler(file.value, index, names, languages, program)
      program = Program()
      compiler.compile()
      program = compiler.program
      diagnostics += compiler.diagnostics
    }
    return (TemplateSet(program, names, &diagnostics), diagnostics.sorted())
  }

  private init(_ program: Program, _ names: TemplateNames, _ diagnostics: inout [Diagnostic]) {
    let graph = CallGraph(templates: program.templates)
    let cycles = graph.cycles()
    diagnostics += cycles.diagnostics
    let broken = cycles.members.union(
      program.templates.indices.filter { program.templates[$0].isBroken })
    var program = program
    for index in program.templates.indices {
      let parts = graph.reachable(from: [index])
      program.templates[index].isBroken = parts.contains(where: broken.contains)
    }
    self.program = program
    templateNames = names
    fingerprints = program.templates.indices.map(graph.fingerprint)
  }

  /// Every template's name, sorted.
  public var names: [String] { templateNames.all }

  /// Whether there is a template of this name.
  public func contains(_ name: String) -> Bool { templateNames[name] != nil }

  /// Covers the template's bytes and those of every partial that it may run; `nil` when there is no
  /// such template.
  public func fingerprint(of name: String) -> Fingerprint? {
    templateNames[name].map { fingerprints[$0] }
  }

  /// Names that rendering these templates can never run, sorted: for `--print-unused-templates`.
  public func unusedNames(whenRendering roots: some Sequence<String>) -> [String] {
    let graph = CallGraph(templates: program.templates)
    let used = Set(graph.reachable(from: roots.compactMap { templateNames[$0] }))
    return names.indices.filter { !used.contains($0) }.map { names[$0] }
  }

  /// Appends a page.
  ///
  /// `page` says what is being rendered, for messages: usually its route. The result are warnings, as
  /// about addresses that were replaced by `#`; almost always there are none.
  /// - Throws: when a name is not there, a value does not fit its place, or a budget is used up.
  ///   What was appended up to then stays in the buffer.
  @discardableResult
  public func render(
    _ name: String, _ values: TemplateRecord, page: String, into buffer: inout ByteBuffer
  ) throws(TemplateError) -> [Diagnostic] {
    guard let index = templateNames[name] else { throw missing(name, page) }
    let template = program.templates[index]
    guard !template.isBroken else {
      throw TemplateError(
        Diagnostic(
          .templateSyntax, at: .file(name), "the template has faults and cannot be rendered",
          notes: [Diagnostic.Note("while rendering '\(page)'")]))
    }
    var renderer = Renderer(program, limits, values, page: page, template: index)
    swap(&renderer.output, &buffer)
    defer { swap(&renderer.output, &buffer) }
    guard let meter else {
      try renderer.run(from: template.start)
      return renderer.warnings
    }
    let (begin, length) = (meter.now(), renderer.output.count)
    try renderer.run(from: template.start)
    meter.note(name, meter.now() &- begin, renderer.output.count - length)
    return renderer.warnings
  }

  private func missing(_ name: String, _ page: String) -> TemplateError {
    var notes = [Diagnostic.Note("while rendering '\(page)'")]
    if let nearest = nearestName(to: name, among: names) {
      notes.insert(Diagnostic.Note("the nearest template is '\(nearest)'"), at: 0)
    }
    return TemplateError(
      Diagnostic(.templatePartial, at: .file(name), "there is no template '\(name)'", notes: notes))
  }
}
