"""``python -m planner``: the planner for people without a browser."""

from planner.commands import app

if __name__ == "__main__":
    app()
