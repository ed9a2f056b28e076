"""What ./dev says to a person when it cannot do what they ask."""

import os
import socket
import subprocess

from devtools.mailbox import list_mails
from devtools.paths import ROOT


def dev(*arguments, **environment):
    """Run ./dev; return its exit code and what it said on standard error."""
    done = subprocess.run(
        [ROOT / "dev", *arguments],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stderr


def assert_one_sentence(answer, *parts):
    """Check that ./dev failed, and said one sentence that contains `parts`."""
    code, said = answer
    assert code
    assert said.startswith("./dev: ")
    assert said.count("\n") == 1
    for part in parts:
        assert part in said


def test_busy_port():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        assert_one_sentence(dev("run", "--port", port), f"Port {port}", "--port")


def test_unsupported_python(tmp_path):
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    assert_one_sentence(dev("lint", PYTHON=str(old)), "Python 3.10 to 3.13", str(old))


def test_folder_that_is_no_odoo(tmp_path):
    answer = dev("shell", ODOO_PATH=str(tmp_path))
    assert_one_sentence(answer, "holds no Odoo 19", "ODOO_PATH")


def test_unreachable_postgresql():
    answer = dev("shell", PGHOST="127.0.0.1", PGPORT="1")
    assert_one_sentence(answer, "PostgreSQL is out of reach", "PGHOST")


def test_cache_that_cannot_be_written(tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    answer = dev("run", "--port", "0", XDG_CACHE_HOME=str(blocked))
    assert_one_sentence(answer, str(blocked))


def test_no_network(tmp_path):
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:1", "PIP_RETRIES": "0"}
    answer = dev(
        "run",
        "--port",
        "0",
        XDG_CACHE_HOME=str(tmp_path),
        PIP_CONFIG_FILE=os.devnull,
        **nowhere,
    )
    assert_one_sentence(answer, "pip", "network")


def test_mail_lists_sender_subject_and_links(mailbox, capsys):
    import smtplib

    with smtplib.SMTP("127.0.0.1", mailbox.port) as smtp:
        smtp.sendmail(
            "a@example.com",
            "b@example.com",
            "From: a@example.com\nTo: b@example.com\nSubject: Hello\n\n"
            "Open https://example.com/start now.",
        )
    mailbox.wait()
    list_mails(mailbox.folder)
    printed = capsys.readouterr().out
    for part in (
        "a@example.com",
        "b@example.com",
        "Hello",
        "https://example.com/start",
    ):
        assert part in printed


def test_unknown_benchmark():
    answer = dev("bench", "weather")
    assert_one_sentence(answer, "no benchmark weather", "currency_lock")
