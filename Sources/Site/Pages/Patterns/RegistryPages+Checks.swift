import Analysis
import SourceText
import Templates
import TraceModel

extension RegistryPages {
  // MARK: one requirement

  func check(
    _ compliance: PatternCompliance, _ place: RegistryPlaces.CheckPlace, _ page: Int,
    _ buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(place.list.path(ofPage: page)))
    let result = place.result
    let isOfPatterns = result.requirement.subject == .pattern
    let rows = place.list.range(ofPage: page).map { number in
      context.checkRow(
        result.checks[number], of: isOfPatterns ? compliance.patterns[number] : compliance.registry)
    }
    let own: TemplateRecord = [
      "id": .string(result.requirement.id), "level": .string(result.requirement.level.rawValue),
      "status": result.status, "rows": .list(rows), "counts": .list(result.counts),
      "pager": place.list.pager(page: page, context),
    ]
    var head = self.head(
      "\(result.requirement.id) \(result.requirement.title)", "requirement",
      "\(result.requirement.level.rawValue): \(result.requirement.title)",
      site.graph[compliance.registry].range)
    head.breadcrumbs = trail(compliance, context)
    try context.render("requirement.html", head, own, into: &buffer)
  }

  // MARK: the matrix

  func matrix(
    _ compliance: PatternCompliance, _ places: RegistryPlaces, _ page: Int,
    _ buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(places.matrix.path(ofPage: page)))
    let own: TemplateRecord = [
      "columns": .list(places.matrixColumns(context)),
      "rows": .list(places.matrixRows(places.matrix.range(ofPage: page), compliance, context)),
      "pager": places.matrix.pager(page: page, context),
    ]
    var head = self.head(
      "Compliance matrix", "matrix",
      "Each pattern of \(site.graph[compliance.registry].key.scope.path) by requirement.",
      site.graph[compliance.registry].range)
    head.breadcrumbs = trail(compliance, context)
    try context.render("compliance.html", head, own, into: &buffer)
  }
}

extension RegistryPlaces {
  private var ofPatterns: [CheckPlace] {
    checks.filter { $0.result.requirement.subject == .pattern }
  }

  /// A column for each requirement on single patterns.
  func matrixColumns(_ context: PageContext) -> [TemplateValue] {
    ofPatterns.map { place in
      let requirement = place.result.requirement
      return [
        "title": .string(requirement.shortID),
        "note": .string("\(requirement.id): \(requirement.title)"),
        "url": context.url(place.list.path),
      ]
    }
  }

  /// Some patterns with what came of each check.
  func matrixRows(
    _ range: Range<Int>, _ compliance: PatternCompliance, _ context: PageContext
  ) -> [TemplateValue] {
    let columns = ofPatterns
    return range.map { number in
      [
        "node": context.reference(to: compliance.patterns[number]),
        "cells": .list(columns.map { $0.result.checks[number].status }),
      ]
    }
  }
}
