"""Prices without a browser: what a basket costs under its rules."""

from __future__ import annotations

from pathlib import Path

from planner.commands.telling import Json, read_file, tell, tell_json, told
from planner.files import basket_answers, basket_audits, basket_files
from planner.rules.promotions import quote as quote_basket
from planner.rules.promotions.findings import CODE_NAMES, Level
from planner.words import Fen, Sentence


def quote(file: Path, as_json: Json = False) -> None:
    """Price the basket of a JSON file under its rules, and audit them; amounts in it are fen."""
    with told(as_json=as_json):
        asked = basket_files.read(read_file(file))
        if as_json:
            tell_json(basket_answers.answer(asked))
            return
        quoted = quote_basket(asked.basket, asked.rules, asked.policy)
        tell(Sentence("Goods: {amount}", amount=Fen(quoted.list_fen)))
        for step in quoted.steps:
            tell(
                Sentence(
                    "− {off}  {rule}: {how}",
                    off=Fen(step.off_fen),
                    rule=step.rule.name,
                    how=step.how,
                )
            )
        for one in quoted.skipped:
            tell(Sentence("· {rule} does not count: {why}", rule=one.rule.name, why=one.why))
        if quoted.freight_fen:
            tell(Sentence("+ {fee}  freight", fee=Fen(quoted.freight_fen)))
        tell(Sentence("To pay: {amount}", amount=Fen(quoted.payable_fen)))
        for _, finding in basket_audits.found_in(asked):
            name = CODE_NAMES[finding.code]
            if finding.level is not Level.NOT_CHECKED:
                tell(
                    Sentence(
                        "! {level} {name}: {said}",
                        level=finding.level,
                        name=name,
                        said=finding.said,
                    )
                )
