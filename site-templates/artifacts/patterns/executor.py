# DOC_LINK: {{pattern.doc_id}}
# Pattern: {{pattern.name}} ({{pattern.id}})
# Version: {{pattern.version}}
{{#if pattern.origin}}
# Taken over from: {{pattern.origin}}
{{/if}}
"""{{#each pattern.purpose}}{{this}}
{{/each}}"""

import sys
from pathlib import Path

from pattern_runtime import Pattern, Step, main

PATTERN = Pattern(
    pattern_id="{{pattern.id}}",
    doc_id="{{pattern.doc_id}}",
    name="{{pattern.name}}",
    version="{{pattern.version}}",
    schema=Path(__file__).parent / "{{pattern.schema_from_here}}",
    steps=[
{{#each pattern.steps}}
        Step(
            "{{id}}",
            "{{description}}",
            actions=[{{#each actions}}"{{this}}", {{/each}}],
            on_error="{{on_error}}",
        ),
{{/each}}
    ],
)

if __name__ == "__main__":
    sys.exit(main(PATTERN, sys.argv[1:]))
