"""Names of what is measured. The SDK's own meter exports them; alerts and panels use them."""

FINISHED = "{{names.metric}}_finished_total"
{{#if idempotency.metric}}
REPEATED_EFFECTS = "{{idempotency.metric}}"
{{/if}}
{{#if atomic_transition.metric}}
UNDEFINED_STATES = "{{atomic_transition.metric}}"
{{/if}}
{{#if latency_goal.metric}}
DECISION_SECONDS = "{{latency_goal.metric}}"
{{/if}}
{{#if has.notification}}
{{#if rate_limit.metric}}
MESSAGES_IN_WINDOW = "{{rate_limit.metric}}"
{{/if}}
{{/if}}
{{#if escalation.metric}}
NOT_TAKEN_OVER = "{{escalation.metric}}"
{{/if}}
