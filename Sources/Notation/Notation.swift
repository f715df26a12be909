// Notation: YAML and JSON text to one positioned value tree, XML to a tree of elements.
//
// Comes in:  a `SourceFile`, or a range of one (front matter), and `NotationLimits`.
// Goes out:  `ParsedNotation`: a `Node` tree whose every value knows its bytes, and every fault found.
// Refuses:   what values mean. A key may be unknown, an id may be missing, a list may stand where
//            text is wanted: that is for the readers in Ingest, who ask `node.string`, `node.int` ….
//            Never trusts a library with size, depth, encoding or aliases: those are checked here.
//
//   Tree/   `Node`, typed access by the YAML 1.2 core schema
//   Text/   UTF-8 and control characters, code points to bytes, repeated keys, collected findings
//   YAML/   libyaml's events to a tree; `YAMLEvents.swift` alone knows the C library
//   XML/    elements and text without document types; `XMLEvents.swift` alone knows expat
//   JSON/   a strict RFC 8259 reader of our own
