// The values that every template of a pack is given, and how `pack.yaml` is written.
//
// A name that is not listed here is an error of the template, at its line and column. Every name is
// always there; what a manifold does not state is null, false, "" or an empty list, so that
// `{{#if …}}` decides. Names of archetypes are written with `_` here (`time_window`) and with `-` in
// manifolds and in `pack.yaml` (`time-window`).
//
//   manifold   {id, title, version, file, files[], hash, option, option_name, option_text, outcome,
//               runbook}; `runbook` is its address as alerts and panels have it.
//              `hash` is 32 hexadecimal digits over all files of the manifold and the option.
//   names      all safe as identifiers or as parts of paths; of `seat-hold-v2`:
//              {subject: "seat", process: "hold", module: "seat_hold",
//               slug: "seat-hold", class: "SeatHold", subject_class: "Seat",
//               process_class: "Hold", title: "Seat hold", metric: "seat_hold",
//               anchor: "seathold", label: "seat-hold-v2"}
//              `anchor` begins the anchor of a heading that begins with the class.
//   artifact   what is rendered now: {path, file, name, type, kind, ids, constraints[], truths[],
//              modes[], scenario}; `ids` is a text such as "B2, T4".
//   has        {<archetype>: bool …}: some constraint, criterion or the outcome is of that kind.
//   mode       {<failure archetype>: bool …}: some failure mode is of that kind.
//   <archetype>          a record for each, whether there is one or not (see "A record …").
//   <failure archetype>  the same for failure modes: {is_there, ids, items[]}.
//   constraints[]    every constraint of the manifold, in its order (see "A constraint").
//   criteria[]       criteria of the outcome, the same shape; they count for no coverage.
//   failure_modes[]  {id, key, archetype, statement, detection, mitigation, prevention,
//                    probability, impact, source, ids, sources, code_paths[], tests_paths[],
//                    observability_paths[]}; `ids` are the constraints it threatens, the paths those
//                    of the plan for it, and code_names[] and so on the names of these artifacts.
//                    Constraints in `constraints` have them as well.
//   truths[]         {id, key, statement, status, ids, constraints[], depth}
//   tensions[]       {id, key, statement, resolution, ids}
//   questions[]      {id, statement, assumption, ids}
//   options[]        {id, name, statement, is_chosen}
//   not_covered[]    constraints that no archetype covers: a constraint, and reason, reason_text.
//   watches[]  constraints whose threshold names a series or a query: {id, key, statement, rationale,
//              alert, anchor, metric, expression, condition, missed, limit, operator_name, window,
//              for, unit, grafana_unit, severity, is_gauge, is_counter, is_histogram, is_query,
//              is_lower, is_first, bad, good, above, within_bad, within_good, panel, x, y, modes[],
//              mode_ids}; `condition` is what an alert asks, `bad` a value just beyond the line.
//   task       in agent.txt alone, the prompt for a demand that nothing covers: {id, kind, mark,
//              title, statement, rationale, type, source, measurement, threshold, hint, detection,
//              mitigation, prevention, threatens, code_path, test_path, module, limit}.
//   plan             {code[], tests[], docs[], observability[]}, each an artifact as above; what the
//                    plan leaves out is not there.
//
// A record of an archetype, named after it (`{{time_window.seconds}}`):
//   {is_there, ids: "B2, T4", id_list[], constraints[], key, label,
//    and of the strictest constraint: id, statement, source,
//    count, seconds, milliseconds, minutes, hours, window_seconds, duration, percent, ratio,
//    quantile, quantile_label, operator, operator_name, metric, text, window_text, limit,
//    and for what watches it: watched, severity, sources, targets[], buckets[], bucket_below,
//    bucket_above, within_bad, within_good}
//   count       whole number: attempts, messages; null when none is stated; `above` is one more
//   seconds     whole number when it is one, else a decimal text ("0.1"); the limit of a latency, the
//               length of a window or of a rate limit's window
//   duration    the same for people: "36 hours", "100 ms"
//   percent     whole number or decimal text (80); ratio: decimal text ("0.8")
//   quantile    decimal text ("0.99"); quantile_label: "p99"
//   operator    "<=", "<", ">=", ">", "=="; operator_name: "at most", …
//   metric      of an archetype that is watched, the name of its series, always there: the one that
//               the manifold states, or ours where it states none or the name is taken. Else, and of
//               a constraint, the name that the manifold states, made safe, or null.
//   watched     "B1, T1": constraints of the archetype for an alert, the strictest first
//   severity    critical, warning or info: the worst that the manifold says of them
//   sources     {is_there, metrics[], tables[], queries[]}, each {name, says, query}: `telemetry` of
//               the manifold or its context file for these constraints; failure modes have it, too
//   buckets     decimal texts: bounds of a histogram, `seconds` among them; bucket_below and
//               bucket_above are two of them. Of a million cases, `within_bad` in time are too few
//               for the quantile, and `within_good` are enough.
//   targets     of ratio_goal, each constraint: {id, key, statement, name, anchor, metric, ratio,
//               percent, is_upper, operator, operator_name, missed, parts_missed, parts_kept,
//               parts_other_missed, parts_other_kept, range, range_text, is_range_stated, is_long, later,
//               severity, sources, panel, x, y}; `missed` is the comparison that an alert makes,
//               `range` "30d"; of a million runs, `parts_missed` miss it and `parts_kept` keep it.
//               `name` and `anchor` end the name of its alert, empty for the first.
//   limit       the plain number that the metric is compared with ("0.2", "72")
//   text        the figure as stated: "36 hours", "at most two letters in any week"
//
// A constraint: {id, key, type, type_label, category, title, statement, rationale, source,
//    measurement, hint, violation_cost, archetype, archetypes[], confidence, is_covered, reason,
//    reason_text, truths, modes} and the figures of a record above. `key` is an identifier ("b1",
//    "rt_3_1"), `type` is invariant, boundary, goal, "" or, of what is no constraint,
//    criterion or outcome; `type_label` INVARIANT, …; `source` the
//    incident it was learned from; `reason` is null when covered.
//
// Where a value may stand is decided when the template is compiled, from its file name:
//   .py    in code: only words and numbers (anything else fails the render); null is None, true is
//          True; in a comment: one line; in "…" and """…""": escaped. Single quotes, f-strings, raw
//          strings and bytes take no value. In """…""" the value is put on one line.
//   .toml  in "…" and comments; elsewhere words and numbers only, and no null.
//   .yaml  in "…" and comments; elsewhere words and numbers only, and no null; no value in '…', and
//          no blocks with | or > at all. Braces of the monitoring system's own templates are written
//          \{{ $labels.x }}; a value never brings such braces along.
//   .md    escaped as text, also in headings and table cells; in `code` and fences one line; in a
//          link's address percent-encoded; in an HTML comment one line; in a tag a word.
//   .json  in "…", or as a whole value.
// `{{{ }}}` is refused in all of them. Branches of an if have to end in the same place.
//
// Blocks: a comment line that begins a block names the ids that it satisfies. Lines of the report are
// counted from these, and nothing else counts as coverage by code.
//
//   # throughline:begin atomic-transition [{{atomic_transition.ids}}]
//   …
//   # throughline:end
//
// In Markdown: <!-- throughline:begin name [B1] --> … <!-- throughline:end -->. Ids may be those of
// constraints, truths, criteria and failure modes. An empty [] is a block that nobody asked for.
// Tests count by their marks, as strings in double quotes: @pytest.mark.constraint("B1"),
// @pytest.mark.failure_mode("F1"); in alerts and dashboards by labels `constraint: "B1"` (YAML) and
// by descriptions or "constraint" members that begin with "B1" or "[B1]" (JSON).
// The origin header is put before every file but JSON by the renderer: do not write one.
//
// pack.yaml
//   name: python
//   title: A Temporal workflow project in Python
//   test_command: python -m pytest
//   only_beside: {rate-limit: notification}   # what is generated only where there is another
//   artifacts:
//     - template: src/workflow.py           # below the pack's folder
//       path: "src/workflows/{{names.module}}.py"
//       kind: code                          # code, test, doc, observability
//       type: workflow                      # see `ArtifactType`; `support` for what only holds up
//       name: "{{names.class}}Workflow"
//       when: {any: [retry-bound]}          # or all: […]; modes: […]; nothing means always
//       covers: [time-window, retry-bound]  # archetypes whose constraints it satisfies or verifies;
//                                           # or `watched`: constraints in `watches`
//       modes: [response-lost]              # failure archetypes that it mitigates or provokes
//       for: ["{{names.class}}Workflow"]    # names of code, for tests and documents
//       scenario: Everything that may happen to one {{names.subject}}
//   `covers` is what the plan promises: where the marks of the rendered file name other constraints,
//   `generate` warns (artifact-coverage), and `check` finds the report to differ from its plan.
//   `covers: all` is every covered constraint, `modes: all` every failure mode with an archetype.
