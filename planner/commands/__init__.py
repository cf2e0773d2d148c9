"""The command line: the same actions and reports as in the browser, in plain text or JSON."""

import typer

from planner.commands import exchange, pricing, telling, ticks, upkeep

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.callback()(telling.speak)
_into = typer.Typer(no_args_is_help=True, help="Take figures in from a file.")
_out = typer.Typer(no_args_is_help=True, help="Write what is planned to a file.")
_user = typer.Typer(no_args_is_help=True, help="People who may sign in.")
app.add_typer(_into, name="import")
app.add_typer(_out, name="export")
app.add_typer(_user, name="user")

_BEGIN = "Example: python -m planner "
app.command(epilog=f"{_BEGIN}demo --language en")(upkeep.demo)
app.command(epilog=f"{_BEGIN}backup monday.zip")(upkeep.backup)
app.command(epilog=f"{_BEGIN}restore monday.zip --replace")(upkeep.restore)
app.command(epilog=f"{_BEGIN}check --json")(upkeep.check)
app.command(epilog=f"{_BEGIN}tick --json")(ticks.tick)
app.command(epilog=f"{_BEGIN}quote basket.json --json")(pricing.quote)
_user.command("add", epilog=f'{_BEGIN}user add "Lin An" lin --role operator --team design')(
    upkeep.add_user
)
_into.command("sales", epilog=f'{_BEGIN}import sales orders.csv --shop "Our shop" --yes')(
    exchange.sales
)
_out.command("tasks", epilog=f'{_BEGIN}export tasks --campaign "2026 618"')(exchange.tasks)

__all__ = ["app"]
