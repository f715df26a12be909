/// The style sheet of the report that stands alone.
enum ChangeStyleSheet {
  /// What the page's policy names: no other style may apply. A test computes it again.
  static let digest = "sha256-83wUFnEwYMh4w0Sjh6SuHyWM/RXoER0UIFcRr9kBC0o="

  /// Light and dark by the reader's choice, and for paper.
  static let text = """
    :root { --ink: #1c1b1f; --page: #fff; --soft: #59585e; --line: #c9c8ce;
      --band: #f3f2f6; --link: #174ea6; --bad: #a5201a; --good: #1b6b2f; --warn: #7a4a00;
      --old: #fde7e6; --new: #e3f4e6 }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8e6ec; --page: #17161a; --soft: #b3b1b9;
      --line: #46444c; --band: #222126; --link: #9cc2ff; --bad: #ffb3ad; --good: #9bdcab; --warn: #f2c078;
      --old: #43211f; --new: #1d3a24 } }
    * { box-sizing: border-box }
    body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 3rem; color: var(--ink);
      background: var(--page); font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere }
    h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem }
    h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
    .product, .soft, footer { color: var(--soft); margin: 0 }
    a { color: var(--link) }
    a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
    .failed, .error { color: var(--bad) } .passed { color: var(--good) } .warning { color: var(--warn) }
    .wide { overflow-x: auto }
    table { border-collapse: collapse; margin: 1rem 0; width: 100% }
    caption { text-align: left; font-weight: 600; padding: .25rem 0 }
    th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left;
      vertical-align: top; overflow-wrap: normal }
    thead th { color: var(--soft); font-weight: 600 } tbody th { font-weight: 400 }
    td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
    ul { padding-left: 1.2rem; margin: .5rem 0 } li { margin: .4rem 0 }
    code, pre { font-family: ui-monospace, monospace; font-size: .9em }
    pre { background: var(--band); padding: .5rem 0; margin: .5rem 0; white-space: pre-wrap }
    pre span { display: block; padding: 0 .75rem 0 2rem; text-indent: -1.25rem }
    .old { background: var(--old) } .new { background: var(--new) }
    del, ins { font-weight: 600 }
    .whole del, .whole ins { font-weight: 400; text-decoration: none }
    summary { cursor: pointer; padding: .35rem 0; min-height: 24px }
    blockquote { border-left: 4px solid var(--line); margin: .5rem 0; padding: 0 .75rem }
    footer { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: .75rem }
    @media screen and (max-width: 30rem) { th, td { padding: .3rem .2rem }
      thead th, td.number { font-size: .85em }
      .constraints table, .constraints caption, .constraints tbody { display: block }
      .constraints thead { position: absolute; height: 1px; overflow: hidden; opacity: 0 }
      .constraints tr { display: flex; flex-wrap: wrap; gap: 0 .6rem; padding: .4rem 0;
        border-bottom: 1px solid var(--line) }
      .constraints th, .constraints td { border: 0; padding: 0 }
      .constraints th, .constraints td:nth-child(2), .constraints td:last-child { flex-basis: 100% } }
    @page { margin: 18mm 16mm }
    @media print { :root { --ink: #000; --page: #fff; --soft: #444; --line: #999;
        --band: #f4f4f4; --link: #000; --bad: #8c120c; --good: #14551f; --warn: #5e3900; --old: #fde7e6; --new: #e3f4e6 }
      body { max-width: none; padding: 0; font-size: 10.5pt }
      h2, caption, summary { break-after: avoid } li, tr, pre { break-inside: avoid }
      thead { display: table-header-group } .constraints { break-before: page } .wide { overflow: visible }
      pre { border: 1px solid var(--line) } }
    """
}
