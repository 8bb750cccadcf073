"""Gesprekskit: an offline workshop kit for the people who guide newcomers."""

__version__ = "0.1.0"
