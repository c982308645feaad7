"""Keys and encryption."""

import stat

import pytest
from cryptography.fernet import Fernet, InvalidToken

from bot.intake.crypto import Cipher, key_file, load_cipher, load_keys, new_code
from bot.secrets import SecretError
from bot.settings import load_settings


def settings(folder, **more):
    return load_settings({"LOOPBAANBOT_DATA_DIR": str(folder), **more})


def test_a_key_file_is_made_for_its_owner_only(tmp_path):
    (key,) = load_keys(settings(tmp_path))
    assert stat.S_IMODE(key_file(settings(tmp_path)).stat().st_mode) == 0o600
    assert load_keys(settings(tmp_path)) == [key]


def test_a_key_file_that_others_can_read_is_refused(tmp_path):
    load_keys(settings(tmp_path))
    key_file(settings(tmp_path)).chmod(0o640)
    with pytest.raises(SecretError, match="can be read by others"):
        load_keys(settings(tmp_path))


def test_the_environment_wins_and_a_wrong_key_is_refused(tmp_path):
    key = Fernet.generate_key().decode()
    assert load_keys(settings(tmp_path, LOOPBAANBOT_DATA_KEY=key)) == [key]
    with pytest.raises(SecretError, match="Fernet"):
        load_cipher(settings(tmp_path, LOOPBAANBOT_DATA_KEY="kort"))


def test_what_was_changed_or_has_another_key_cannot_be_read():
    one, other = (Cipher([Fernet.generate_key().decode()], b"d") for _ in range(2))
    token = one.encrypt("geheim")
    assert one.decrypt(token) == "geheim" and "geheim" not in token
    with pytest.raises(InvalidToken):
        other.decrypt(token)
    with pytest.raises(InvalidToken):
        one.decrypt(token[:-4] + "AAAA")


def test_codes_are_long_and_readable_and_their_digests_keyed():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500 and all(len(code) == 14 and not set(code) & set("01ILOU") for code in codes)
    key = [Fernet.generate_key().decode()]
    assert Cipher(key, b"a").digest("X") != Cipher(key, b"b").digest("X")
