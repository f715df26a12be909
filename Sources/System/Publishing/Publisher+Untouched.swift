extension Publisher {
  /// Whether the output folder still holds exactly what the last build left there.
  ///
  /// One look at each file; nothing is read but the manifest. False when anything is in doubt.
  public func isUntouched() -> Bool {
    guard let place = try? PublishPlace(destination: destination, workspace: workspace),
      place.state.status("journal") == nil, place.state.status("exchanging") == nil,
      let manifest = place.manifest(),
      let folder = place.current
    else { return false }
    let stamps = place.stamps(of: manifest)
    guard stamps.count == manifest.lines.count else { return false }
    return zip(manifest.lines, stamps).allSatisfy { line, stamp in
      guard let now = folder.status(line.path) else { return false }
      return now.kind == .file && now.stamp.isSameContent(as: stamp)
    }
  }
}
