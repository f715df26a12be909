"""Part of {{names.label}}."""
