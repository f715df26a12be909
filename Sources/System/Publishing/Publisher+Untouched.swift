extension Publisher {
  /// Whether the output folder still holds exactly what the last build left there.
  ///
  /// One look at each file; nothing is read but the manifest. False when anything is in doubt.
  public func isUntouched() -> Bool {
    guard let place = try? PublishPlace(destination: destination, workspace: workspace) else {
      return false
    }
    return UntouchedSite(place) != nil
  }
}
