"""One key for each {{names.subject}}, so that the provider recognises what it has seen."""

from __future__ import annotations

import hashlib


# throughline:begin idempotency-key [{{idempotency.ids}}]
# The key depends on the {{names.subject}} alone. The number of an attempt in it would make every
# attempt a new request; a version in it would do so for what is under way when the version changes.
def idempotency_key({{names.subject}}_id: str) -> str:
    return hashlib.sha256(("{{names.slug}}/" + {{names.subject}}_id).encode()).hexdigest()


# One run for each {{names.subject}}: a start with the same id a second time starts nothing.
def workflow_id({{names.subject}}_id: str) -> str:
    return "{{names.slug}}/" + {{names.subject}}_id
# throughline:end
