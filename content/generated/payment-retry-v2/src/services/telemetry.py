# telemetry.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: cc16827d14f2b924b91033a331c30bb1
# Constraint coverage: none
"""Names of what is measured. The SDK's own meter exports them; alerts and panels use them."""

FINISHED = "payment_retry_finished_total"
REPEATED_EFFECTS = "duplicate_payment_count"
UNDEFINED_STATES = "payments_in_undefined_state"
DECISION_SECONDS = "retry_decision_duration_seconds"
MESSAGES_IN_WINDOW = "notifications_per_payer"
NOT_TAKEN_OVER = "exhausted_without_escalation"
