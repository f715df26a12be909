import SourceText

/// The script that reloads a page after a build, and how it gets into pages.
enum ReloadScript {
  static let path = "-/reload.js"
  static let eventsPath = "-/events"

  /// A tab out of sight gives its stream back: browsers allow six connections to one host, and the
  /// seventh tab could not even load. The build in the script's own address tells on return whether
  /// something was missed.
  static let source = """
    (() => {
      const build = new URL(document.currentScript.src).searchParams.get("build") || "";
      let events = null;
      const listen = () => {
        if (events || document.hidden) return;
        events = new EventSource("/\(eventsPath)?build=" + encodeURIComponent(build));
        events.addEventListener("reload", () => {
          stop();
          location.reload();
        });
      };
      const stop = () => {
        if (events) events.close();
        events = null;
      };
      document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
      addEventListener("pagehide", stop);
      addEventListener("pageshow", listen);
      listen();
    })();

    """

  /// The page with the script's tag before the end of its head, or at its own end if it has none.
  static func added(to page: [UInt8], build: String) -> [UInt8] {
    let tag = Array("<script src=\"/\(path)?build=\(build)\" defer></script>".utf8)
    let place = endOfHead(page) ?? page.count
    return Array(page[..<place]) + tag + page[place...]
  }

  private static func endOfHead(_ page: [UInt8]) -> Int? {
    let end = Array("</head>".utf8)
    guard page.count >= end.count else { return nil }
    return (0...(page.count - end.count)).first { start in
      page[start] == 0x3C
        && end.indices.allSatisfy { page[start + $0] | 0x20 == end[$0] | 0x20 }
    }
  }
}
