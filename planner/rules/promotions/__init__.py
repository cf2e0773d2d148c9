"""Promotion maths: quote any basket, prove the worst case, and say what is wrong with a plan."""

from planner.rules.promotions.quoting import price, quote

__all__ = ["price", "quote"]
