"""How fast the planner is, measured on a real server: ``python -m benchmarks --help``."""
