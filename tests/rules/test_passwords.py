"""Passwords, one-time tokens and the patience with wrong guesses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from planner.rules.names import checked_login, checked_name
from planner.rules.passwords import (
    check_password,
    decoy_salt,
    encode,
    fits,
    hash_token,
    keyed_hash,
    new_salt,
    new_token,
    require_patience,
    salt_of,
)
from planner.words import Refusal

NOON = datetime(2026, 11, 11, 12, 0, tzinfo=UTC)


def test_a_password_fits_its_own_encoding_and_no_other() -> None:
    encoded = encode("correct horse 马", new_salt())

    assert fits("correct horse 马", encoded)
    assert not fits("correct horse", encoded)
    assert not fits("correct horse 马", None)


def test_the_same_password_is_never_encoded_alike_twice() -> None:
    assert encode("correct horse", new_salt()) != encode("correct horse", new_salt())


def test_an_encoding_names_its_method_and_cost() -> None:
    encoded = encode("correct horse", new_salt())

    assert encoded.startswith("scrypt$32768$8$1$")
    assert encoded == encode("correct horse", salt_of(encoded))
    assert "correct" not in encoded


def test_a_salt_known_from_the_standard_gives_its_key() -> None:
    # RFC 7914, section 12: scrypt("pleaseletmein", "SodiumChloride", N=16384, r=8, p=1)
    encoded = encode("pleaseletmein", "scrypt$16384$8$1$U29kaXVtQ2hsb3JpZGU=")

    assert encoded.rpartition("$")[2].startswith("cCO9yzr9c0hGHAbNgf0")


def test_a_login_nobody_has_gets_a_salt_like_any_other_and_always_the_same() -> None:
    one, again = decoy_salt("ghost", b"key"), decoy_salt("ghost", b"key")

    assert one == again
    assert one != decoy_salt("ghost", b"other key")
    assert len(one) == len(new_salt())


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("seven77", "at least 8 characters"),
        ("x" * 201, "at most 200 characters"),
        ("Lin.An@Shop.cn", "not your login"),
        ("aaaaaaaa", "at least 4 different"),
        ("12121212", "at least 4 different"),
    ],
)
def test_a_weak_password_is_refused_with_the_way_out(password: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        check_password(password, "lin.an@shop.cn")


@pytest.mark.parametrize("password", ["eight888x", "双十一大促管家好用", "a b c d e"])
def test_a_password_of_eight_characters_in_any_script_will_do(password: str) -> None:
    check_password(password, "lin")


def test_tokens_differ_and_only_their_hash_is_kept() -> None:
    one, other = new_token(), new_token()

    assert one != other
    assert len(one) == 43
    assert hash_token("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_keyed_hash_needs_the_key() -> None:
    assert keyed_hash("lin", b"one") != keyed_hash("lin", b"other")


def test_five_wrong_guesses_at_a_login_make_one_wait_from_the_first_of_them() -> None:
    guesses = [NOON - timedelta(minutes=minutes) for minutes in (14, 8, 6, 4, 2)]

    with pytest.raises(Refusal, match="Wait 1 minute and"):
        require_patience(guesses, guesses, NOON)
    require_patience(guesses[1:], guesses[1:], NOON)
    require_patience(guesses, guesses, NOON + timedelta(minutes=1))


def test_thirty_wrong_guesses_from_an_address_close_it_for_every_login() -> None:
    guesses = [NOON - timedelta(seconds=10 * place) for place in range(30)]

    with pytest.raises(Refusal, match="Wait 11 minutes"):
        require_patience([], guesses, NOON)
    require_patience([], guesses[1:], NOON)


def test_names_lose_stray_spaces_and_logins_their_case() -> None:
    assert checked_name("  林   安 ") == "林 安"
    assert checked_name("林\x00\u200b安\n") == "林安"
    assert checked_login(" Lin.An\x00 ") == "lin.an"


@pytest.mark.parametrize("login", ["", "  ", "a\tb", "\u200b\x00", "x" * 121])
def test_a_login_that_cannot_be_typed_again_is_refused(login: str) -> None:
    with pytest.raises(Refusal, match="Login:"):
        checked_login(login)
