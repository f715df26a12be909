# __init__.py
# Generated from: payment-retry-v2.cms.yaml, option SOL_A
# Input hash: 3ecaf7337d6e63ac53c6d7b5440684d2
# Constraint coverage: none
"""Part of payment-retry-v2."""
