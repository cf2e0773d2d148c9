"""Forecasts of where a sale will end, from its plan, past sales' curves and what it has sold."""

from planner.rules.forecasts.alignment import PastSale
from planner.rules.forecasts.forecasting import Forecast, Outlook, forecast
from planner.rules.forecasts.goals import Goals
from planner.rules.forecasts.methods import METHOD_NAMES, Method

__all__ = ["METHOD_NAMES", "Forecast", "Goals", "Method", "Outlook", "PastSale", "forecast"]
