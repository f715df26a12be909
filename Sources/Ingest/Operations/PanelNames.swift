/// The names that panels of Grafana know: types, keys, options and units.
///
/// Facts of Grafana 11's panel plugins; what is not here may be a plugin of somebody else, so only
/// a name close to one of these is taken for a slip.
enum PanelNames {
  static let types: Set<String> = [
    "alertlist", "annolist", "barchart", "bargauge", "candlestick", "canvas", "dashlist",
    "datagrid", "flamegraph", "gauge", "geomap", "graph", "heatmap", "histogram", "logs", "news",
    "nodeGraph", "piechart", "row", "singlestat", "stat", "state-timeline", "status-history",
    "table", "table-old", "text", "timeseries", "traces", "trend", "welcome", "xychart",
  ]

  static let keys: Set<String> = [
    "alert", "cacheTimeout", "collapsed", "datasource", "description", "fieldConfig", "gridPos",
    "hideTimeOverride", "id", "interval", "libraryPanel", "links", "maxDataPoints",
    "maxPerRow", "options", "panels", "pluginVersion", "queryCachingTTL", "repeat",
    "repeatDirection", "targets", "timeFrom", "timeShift", "title", "transformations",
    "transparent", "type",
  ]

  static let defaults: Set<String> = [
    "color", "custom", "decimals", "description", "displayName", "displayNameFromDS",
    "fieldMinMax", "filterable", "links", "mappings", "max", "min", "noValue", "path",
    "thresholds", "unit", "writeable", "actions",
  ]

  /// What `options` of a panel may hold, by its type; a type without an entry is not looked into.
  static let options: [String: Set<String>] = [
    "gauge": [
      "displayMode", "minVizHeight", "minVizWidth", "orientation", "reduceOptions",
      "showThresholdLabels", "showThresholdMarkers", "sizing", "text",
    ],
    "stat": [
      "colorMode", "graphMode", "justifyMode", "orientation", "percentChangeColorMode",
      "reduceOptions", "showPercentChange", "text", "textMode", "wideLayout",
    ],
    "timeseries": ["annotations", "legend", "orientation", "timezone", "tooltip"],
  ]

  static let units: Set<String> = [
    "none", "string", "short", "percent", "percentunit", "humidity", "dB", "hex", "hex0x", "sci",
    "locale", "pixel", "bool", "bool_yes_no", "bool_on_off", "bits", "bytes", "decbits",
    "decbytes", "kbytes", "deckbytes", "mbytes", "decmbytes", "gbytes", "decgbytes", "tbytes",
    "binbps", "bps", "binBps", "Bps", "KBs", "MBs", "GBs", "Kbits", "Mbits", "pps", "hertz", "ns",
    "µs", "ms", "s", "m", "h", "d", "dtdurationms", "dtdurations", "dthms", "dtdhms", "timeticks",
    "clockms", "clocks", "cps", "ops", "reqps", "rps", "wps", "iops", "eps", "mps", "recps",
    "rowsps", "cpm", "opm", "reqpm", "rpm", "wpm", "mpm", "dateTimeAsIso", "dateTimeAsUS",
    "dateTimeAsLocal", "dateTimeFromNow", "celsius", "fahrenheit", "kelvin", "watt", "joule",
    "volt", "amp", "currencyUSD", "currencyEUR", "currencyGBP", "currencyJPY", "currencyCHF",
  ]
}
