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
    let columns = places.checks.filter { $0.result.requirement.subject == .pattern }
    let rows = places.matrix.range(ofPage: page).map { number -> TemplateValue in
      let pattern = compliance.patterns[number]
      return [
        "node": context.reference(to: pattern),
        "cells": .list(columns.map { $0.result.checks[number].status }),
      ]
    }
    let own: TemplateRecord = [
      "columns": .list(
        columns.map { place in
          let requirement = place.result.requirement
          return [
            "title": .string(requirement.shortID),
            "note": .string("\(requirement.id): \(requirement.title)"),
            "url": context.url(place.list.path),
          ]
        }),
      "rows": .list(rows), "pager": places.matrix.pager(page: page, context),
    ]
    var head = self.head(
      "Compliance matrix", "matrix",
      "Each pattern of \(site.graph[compliance.registry].key.scope.path) by requirement.",
      site.graph[compliance.registry].range)
    head.breadcrumbs = trail(compliance, context)
    try context.render("compliance.html", head, own, into: &buffer)
  }
}
