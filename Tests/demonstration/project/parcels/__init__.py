"""Prices of parcels, read from a rate card."""

__version__ = "1.0.0"
