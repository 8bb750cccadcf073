"""Sentences of people who do not exist, to measure the privacy check with."""
