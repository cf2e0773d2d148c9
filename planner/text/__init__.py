"""Sentences into the reader's language, numbers and dates."""
