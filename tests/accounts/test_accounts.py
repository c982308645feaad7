"""Logging in: the password, the growing delay, the second factor, the end of a session."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Tuple

import pyotp
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from argon2 import PasswordHasher, Type
from sqlalchemy import select

from bot.accounts import passwords
from bot.accounts.administration import Administration
from bot.accounts.arguments import AccountError
from bot.accounts.attempts import FREE, LONGEST, delay
from bot.accounts.models import Account, AccountEvent, AccountSession, Attempt
from bot.accounts.service import Accounts, Entry
from bot.intake.models import Base, Member
from bot.intake.store import Store, open_store
from bot.settings import ROOT, load_settings
from tests.accounts.conftest import NOW
from tests.intake.conftest import people_url, postgres  # noqa: F401 (fixtures)

SECONDS = timedelta(seconds=1)


def code_of(secret: str, now: datetime) -> str:
    return pyotp.TOTP(secret).at(now)


def enrolled(accounts: Accounts, office: Administration, now: datetime = NOW) -> Tuple[str, str, str]:
    """A coach who linked an app just now: the password, the secret of the app, and the token of a complete session."""
    password = office.create("an", "An", "coach", now, must_change=False)
    token = accounts.sign_in("an", password, now).token
    secret = accounts.enrolment(token, now).secret
    return password, secret, accounts.second_factor(token, code_of(secret, now), now).token


def test_two_factors_open_a_session_and_each_alone_does_not(accounts: Accounts, office: Administration) -> None:
    password = office.create("An", "An", "coach", NOW)
    half = accounts.sign_in(" AN ", password, NOW).token
    assert not accounts.session(half, NOW).complete
    secret = accounts.enrolment(half, NOW).secret
    assert accounts.second_factor(half, "000000", NOW).token is None
    whole = accounts.second_factor(half, code_of(secret, NOW), NOW).token
    assert accounts.session(whole, NOW).complete and whole != half
    assert accounts.session(half, NOW) is None, "the token of before the second factor must not go on"
    assert accounts.second_factor(whole, code_of(secret, NOW + 30 * SECONDS), NOW).token is None


def test_a_code_counts_once_and_a_linked_secret_is_not_shown_again(accounts: Accounts, office: Administration) -> None:
    password, secret, _ = enrolled(accounts, office)
    half = accounts.sign_in("an", password, NOW).token
    assert accounts.enrolment(half, NOW) is None
    assert accounts.second_factor(half, code_of(secret, NOW), NOW).token is None
    later = NOW + 31 * SECONDS
    assert accounts.second_factor(half, code_of(secret, later), later).token


def test_the_hash_is_argon2id_at_least_as_costly_as_owasp_asks() -> None:
    real = PasswordHasher()
    assert real.type is Type.ID and real.memory_cost >= 19 * 1024 and real.time_cost >= 2
    source = (ROOT / "bot" / "accounts" / "passwords.py").read_text(encoding="utf-8")
    assert "_hasher = PasswordHasher()" in source


@pytest.mark.parametrize("off, right", [(-90, False), (-30, True), (0, True), (30, True), (90, False)])
def test_a_clock_may_be_half_a_minute_off(accounts: Accounts, office: Administration, off: int, right: bool) -> None:
    password = office.create("an", "An", "coach", NOW)
    half = accounts.sign_in("an", password, NOW).token
    secret = accounts.enrolment(half, NOW).secret
    assert bool(accounts.second_factor(half, code_of(secret, NOW + off * SECONDS), NOW).token) is right


@pytest.mark.parametrize("name", ["a\x00b", "a\ud83db", "a'; DROP TABLE accounts; --", "a" * 5000, ""])
def test_a_name_that_cannot_be_is_a_wrong_one_in_each_kind_of_database(
    people_url: str,  # noqa: F811
    tmp_path: Path,
    name: str,
) -> None:
    environ = {"LOOPBAANBOT_DATA_DIR": str(tmp_path), "LOOPBAANBOT_PEOPLE_URL": people_url}
    store = open_store(load_settings(environ))
    assert Accounts(store).sign_in(name, "x", NOW) == Entry()
    store.engine.dispose()


def test_the_delay_grows_and_has_an_end() -> None:
    waits = [delay(failures).total_seconds() for failures in range(1, 20)]
    assert waits[:6] == [0, 0, 0, 10, 20, 40] and waits == sorted(waits)
    assert waits[-1] == LONGEST.total_seconds()


@pytest.mark.parametrize("name", ["an", "nobody"])
def test_guessing_a_password_shuts_the_door_for_names_that_exist_and_for_others(
    accounts: Accounts, office: Administration, name: str
) -> None:
    password = office.create("an", "An", "coach", NOW)
    said = [accounts.sign_in(name, "wrong password", NOW) for _ in range(FREE + 3)]
    assert [entry.wait for entry in said] == [0] * (FREE + 1) + [10, 10]
    assert accounts.sign_in(name, password, NOW).token is None
    assert bool(accounts.sign_in(name, password, NOW + 11 * SECONDS).token) is (name == "an")


def test_guessing_a_code_shuts_the_door(accounts: Accounts, office: Administration) -> None:
    password = office.create("an", "An", "coach", NOW)
    half = accounts.sign_in("an", password, NOW).token
    secret = accounts.enrolment(half, NOW).secret
    for _ in range(FREE + 1):
        accounts.second_factor(half, "123456", NOW)
    assert accounts.second_factor(half, code_of(secret, NOW), NOW).wait == 10
    again = accounts.sign_in("an", password, NOW).token
    assert accounts.second_factor(again, code_of(secret, NOW), NOW).wait == 10, "a new login is no way around"


def test_a_session_ends_after_a_while_without_a_click_and_at_the_latest_after_some_hours(
    accounts: Accounts, office: Administration
) -> None:
    *_, token = enrolled(accounts, office)
    now = NOW
    for _ in range(20):
        now += timedelta(minutes=29)
        assert accounts.session(token, now)
    assert accounts.session(token, now + timedelta(minutes=31)) is None
    assert accounts.session(token, NOW + timedelta(hours=10)) is None


def test_logging_out_ends_the_session_and_a_made_up_token_opens_nothing(
    accounts: Accounts, office: Administration
) -> None:
    *_, token = enrolled(accounts, office)
    accounts.sign_out(token, NOW)
    for made_up in (token, "", "x" * 43, "' OR 1=1 --"):
        assert accounts.session(made_up, NOW) is None


def test_a_new_password_ends_the_other_sessions(accounts: Accounts, office: Administration) -> None:
    password, secret, token = enrolled(accounts, office)
    half = accounts.sign_in("an", password, NOW + 60 * SECONDS).token
    other = accounts.second_factor(half, code_of(secret, NOW + 60 * SECONDS), NOW + 60 * SECONDS).token
    assert accounts.change_password(token, "wrong", "vier losse woorden achter elkaar", NOW) == "wrong"
    assert accounts.change_password(token, password, password, NOW) == "same"
    assert accounts.change_password(token, password, "kort", NOW) == "short"
    assert accounts.change_password(token, password, "vier losse woorden achter elkaar", NOW) is None
    assert accounts.session(token, NOW) and accounts.session(other, NOW) is None
    assert accounts.sign_in("an", password, NOW).token is None
    assert accounts.sign_in("an", "vier losse woorden achter elkaar", NOW).token


@pytest.mark.parametrize(
    "password, weakness",
    [
        ("elfletters1", "short"),
        ("x" * 129, "long"),
        ("wachtwoord123", "weak"),
        ("anneliese1234", "weak"),
        ("vier losse woorden", None),
    ],
)
def test_a_password_is_long_and_hard_to_guess(password: str, weakness: str) -> None:
    assert passwords.weakness(password, "anneliese", "Anneliese") == weakness


def test_the_administrator_resets_and_closes_and_every_session_ends(accounts: Accounts, office: Administration) -> None:
    password, secret, token = enrolled(accounts, office)
    fresh = office.reset("an", NOW)
    assert accounts.session(token, NOW) is None and accounts.sign_in("an", password, NOW).token is None
    half = accounts.sign_in("an", fresh, NOW).token
    assert accounts.session(half, NOW).must_change and accounts.enrolment(half, NOW).secret != secret
    office.set_active("an", False, NOW)
    assert accounts.session(half, NOW) is None and accounts.sign_in("an", fresh, NOW).token is None
    office.set_active("an", True, NOW)
    office.set_role("an", "editor", NOW)
    assert accounts.session(accounts.sign_in("an", fresh, NOW).token, NOW).role == "editor"


def test_a_closed_account_can_be_erased_and_leaves_nothing(
    accounts: Accounts, office: Administration, store: Store
) -> None:
    *_, token = enrolled(accounts, office)
    office.set_organisation("an", "Loopbaanhuis", NOW)
    with pytest.raises(AccountError):
        office.remove("an")
    office.set_active("an", False, NOW)
    office.remove("an")
    assert accounts.session(token, NOW) is None
    with store.reading() as records:
        for table in (Account, AccountSession, AccountEvent, Member):
            assert records.session.scalars(select(table)).all() == []
    assert office.create("an", "An", "coach", NOW)


def test_what_is_wrong_with_an_account_is_said(office: Administration) -> None:
    office.create("an", "An", "coach", NOW)
    for name, role, shown in (("AN", "coach", "An"), ("a b", "coach", "x"), ("bob", "boss", "x"), ("bob", "coach", " ")):  # fmt: skip
        with pytest.raises(AccountError):
            office.create(name, shown, role, NOW)
    with pytest.raises(AccountError):
        office.reset("nobody", NOW)


def test_nothing_that_opens_a_door_stands_readable_in_the_database(
    accounts: Accounts, office: Administration, store: Store
) -> None:
    password, secret, token = enrolled(accounts, office)
    accounts.sign_in("a name typed wrong", "x", NOW)
    with store.reading() as records:
        rows = [repr(vars(row)) for table in (Account, AccountSession, Attempt, AccountEvent) for row in records.session.scalars(select(table))]  # fmt: skip
        assert records.session.scalars(select(Account)).one().password.startswith("$argon2id$")
    for hidden in (password, secret, token, "a name typed wrong"):
        assert not any(hidden in row for row in rows)


def test_logins_are_written_down(accounts: Accounts, office: Administration, store: Store) -> None:
    *_, token = enrolled(accounts, office)
    accounts.sign_out(token, NOW)
    with store.reading() as records:
        said = [event.action for event in records.session.scalars(select(AccountEvent).order_by(AccountEvent.id))]
    assert said == ["created", "password", "login", "logout"]


def test_the_migrations_make_the_tables_of_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert found == []
