"""Prices without a browser: what baskets cost under their rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.commands.telling import Json, read_file, tell, tell_json, told, voice
from planner.files import basket_answers, basket_audits, basket_files
from planner.files.basket_files import BasketFile
from planner.rules.promotions import quote as quote_basket
from planner.rules.promotions.findings import CODE_NAMES, Level
from planner.words import Fen, Refusal, Sentence


def quote(file: Path, as_json: Json = False) -> None:
    """Price the basket of a JSON file under its rules, and audit them; amounts in it are fen.

    A file of “cases” is priced case by case, each by its id, with why one can't be.
    """
    with told(as_json=as_json):
        content = read_file(file)
        cases = basket_files.read_table(content)
        if not cases:
            _one(basket_files.read(content), as_json=as_json)
        elif as_json:
            tell_json({"cases": [{"id": key, **_answered(asked)} for key, asked in cases]})
        else:
            for key, asked in cases:
                _line(key, asked)


def _one(asked: BasketFile, *, as_json: bool) -> None:
    if as_json:
        tell_json(basket_answers.answer(asked))
        return
    quoted = quote_basket(asked.basket, asked.rules, asked.policy)
    tell(Sentence("Goods: {amount}", amount=Fen(quoted.list_fen)))
    for step in quoted.steps:
        tell(
            Sentence(
                "− {off}  {rule}: {how}", off=Fen(step.off_fen), rule=step.rule.name, how=step.how
            )
        )
    for one in quoted.skipped:
        tell(Sentence("· {rule} does not count: {why}", rule=one.rule.name, why=one.why))
    if quoted.freight_fen:
        tell(Sentence("+ {fee}  freight", fee=Fen(quoted.freight_fen)))
    tell(Sentence("To pay: {amount}", amount=Fen(quoted.payable_fen)))
    found = basket_audits.found_in(asked)
    for where, fields in asked.unread.items():
        tell(
            Sentence(
                "· {where}: {fields} was not read and changes nothing", where=where, fields=fields
            )
        )
    for _, finding in found:
        if finding.level is not Level.NOT_CHECKED:
            name = CODE_NAMES[finding.code]
            tell(
                Sentence(
                    "! {level} {name}: {said}", level=finding.level, name=name, said=finding.said
                )
            )


def _answered(asked: BasketFile | Refusal) -> dict[str, Any]:
    """The answer to a case, or why there is none."""
    try:
        if isinstance(asked, Refusal):
            raise asked
        return basket_answers.answer(asked)
    except Refusal as refusal:
        return {"refused": voice().say(refusal.sentence)}


def _line(key: str, asked: BasketFile | Refusal) -> None:
    answered = _answered(asked)
    if "refused" in answered:
        tell(Sentence("{case}: {why}", case=key, why=answered["refused"]))
    else:
        tell(Sentence("{case}: {amount} to pay", case=key, amount=Fen(answered["payable"])))
