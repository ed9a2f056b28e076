"""The checks of ./dev test and ./dev lint can fail."""

import os
import subprocess
import sys

import pytest

from devtools import (
    glue,
    i18n,
    lint,
    logcheck,
    po_check,
    pytest_checks,
    pytest_second_go,
    testing,
)
from devtools.languages import LANGUAGES
from devtools.paths import ADDON, CACHE, ROOT

PYTEST = [sys.executable, "-m", "pytest", "-p", "no:odoo"]
PYTEST += ["-p", "devtools.pytest_checks"]
LOG = f"""\
2026-01-31 10:00:00,000 7 WARNING customer_onboarding odoo.http: a database's name
2026-01-31 10:00:00,000 7 INFO db odoo.addons.customer_onboarding.models: all is well
2026-01-31 10:00:00,000 7 ERROR db odoo.sql_db: not ours
Traceback (most recent call last):
  File "{CACHE}/odoo-19.0/odoo/sql_db.py", line 1, in execute
2026-01-31 10:00:00,000 7 WARNING db py.warnings: /usr/lib/stock.py:1: deprecated
  File "{ROOT}/customer_onboarding/models/res_partner.py", line 1, in write
2026-01-31 10:00:00,000 7 WARNING db odoo.addons.customer_onboarding.models: by logger
2026-01-31 10:00:00,000 7 ERROR db odoo.http: by traceback
Traceback (most recent call last):
  File "{ROOT}/customer_onboarding/models/res_partner.py", line 1, in write
"""


def test_log_check_finds_our_records_only(tmp_path):
    log = tmp_path / "odoo.log"
    log.write_text(LOG)
    by_logger, by_traceback = logcheck.problems(log)
    assert "by logger" in by_logger
    assert "by traceback" in by_traceback
    assert logcheck.problems(log, ["by logger", "by traceback"]) == []


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("import pytest\ndef test(): pytest.skip('no reason')", "1 failed"),
        ("import pytest\npytest.skip('all', allow_module_level=True)", "1 error"),
        ("import pytest\ndef test(): pytest.skip('announced')", "1 skipped"),
        ("import pytest\n@pytest.mark.xfail\ndef test(): assert 0", "1 xfailed"),
    ],
    ids=["in a test", "of a module", "expected", "xfail"],
)
@pytest.mark.parametrize("workers", ["0", "2"])
def test_unexpected_skips_fail(tmp_path, body, outcome, workers):
    (tmp_path / "test_it.py").write_text(body)
    (tmp_path / "pytest.ini").write_text("[pytest]\nexpected_skips = announced$\n")
    done = subprocess.run(
        [*PYTEST, "-n", workers],
        cwd=tmp_path,
        env={**os.environ, pytest_checks.LOG_FOLDER: ""},
        capture_output=True,
        text=True,
    )
    assert outcome in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("workers", "log"), [("0", "pytest.log"), ("2", "pytest.log-gw1")]
)
def test_log_of_a_test_process_fails_the_run_once(tmp_path, workers, log):
    (tmp_path / "test_it.py").write_text("def test(): pass")
    (tmp_path / log).write_text(LOG)
    done = subprocess.run(
        [*PYTEST, "-n", workers],
        cwd=tmp_path,
        env=os.environ | {pytest_checks.LOG_FOLDER: str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "by traceback" in done.stdout
    assert "1 failed, 1 passed" in done.stdout.splitlines()[-1]


TOO_LATE = """\
from playwright.sync_api import TimeoutError
def test(): raise TimeoutError("Locator.click: Timeout 60000ms exceeded.")
"""


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("def test(): pass", ["test_late.py"]),
        (TOO_LATE, ["test_late.py", "test_other.py"]),
        ("def test(): assert 0", []),
        ("def test(): raise TimeoutError('Timeout 9ms exceeded')", []),
        ("import pytest\ndef test(): pytest.skip('no reason')", []),
    ],
    ids=["passes", "is late, too", "fails", "waits by itself", "is skipped"],
)
@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_second_go_where_time_ran_out_and_nothing_else(
    tmp_path, other, expected, workers
):
    (tmp_path / "test_late.py").write_text(TOO_LATE)
    (tmp_path / "test_other.py").write_text(other)
    done = subprocess.run(
        [*PYTEST, "-p", "devtools.pytest_second_go", "-n", workers],
        cwd=tmp_path,
        env=os.environ | {pytest_checks.LOG_FOLDER: str(tmp_path)},
    )
    assert done.returncode == 1
    assert sorted(pytest_second_go.take_names(tmp_path)) == expected
    assert pytest_second_go.take_names(tmp_path) == []


@pytest.mark.parametrize("workers", ["0", "2"])
def test_no_second_go_where_tests_did_not_run(tmp_path, workers):
    (tmp_path / "test_it.py").write_text(TOO_LATE + "\ndef test_more(): pass\n")
    done = subprocess.run(
        [*PYTEST, "-p", "devtools.pytest_second_go", "-n", workers, "-x"],
        cwd=tmp_path,
        env=os.environ | {pytest_checks.LOG_FOLDER: str(tmp_path)},
    )
    assert done.returncode
    assert pytest_second_go.take_names(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "workers"),
    [
        ([], "many"),
        (["-k", "currency"], "many"),
        (["tests/test_demo.py"], 0),
        (["tests/test_demo.py::test_demo_invoice", "-x"], 0),
        (["tests/test_demo.py", "tests/test_journey.py"], 2),
        (["tests", "tests/test_journey.py"], "many"),
        (["--pdb"], 0),
        (["-n", "5"], 5),
        (["-n0"], 0),
        (["--numprocesses=4"], 4),
    ],
)
def test_number_of_workers(monkeypatch, arguments, workers):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: range(4))
    expected = 6 if workers == "many" else workers
    assert testing.worker_count(arguments) == expected


def test_slow_files_are_there():
    """Else one that was renamed would be begun last."""
    project = (ROOT / "pyproject.toml").read_text()
    listed = project.partition("slow_files = [")[2].partition("]")[0]
    names = [line.strip(' ",') for line in listed.splitlines() if line.strip()]
    assert names
    assert [name for name in names if not (ROOT / name).is_file()] == []


def test_glue_tests_run_beside_their_app():
    assert glue.kind_for(["customer_onboarding_stock/tests/test_a.py", "-x"]) == "apps"
    assert glue.kind_for(["customer_onboarding_website_sale/tests"]) == "website"
    assert glue.kind_for(["customer_onboarding/tests", "-k", "lock"]) == "addon"


def test_translations_are_complete_and_keep_placeholders(tmp_path, monkeypatch):
    monkeypatch.setattr(po_check, "ROOT", tmp_path)
    folder = tmp_path / ADDON / "i18n"
    folder.mkdir(parents=True)
    terms = 'msgid "Hello %(name)s"\nmsgstr "{}"\n\nmsgid "Bye"\nmsgstr "{}"\n'
    (folder / f"{ADDON}.pot").write_text(terms.format("", ""))
    for language in LANGUAGES:
        (folder / f"{language}.po").write_text(terms.format("%(name)s!", "!"))
    assert list(po_check.problems(folder.parent)) == []
    (folder / "ar.po").write_text(terms.format("مرحباً %(nom)s", ""))
    (folder / "zh_CN.po").unlink()
    changed, untranslated, missing = po_check.problems(folder.parent)
    assert "ar.po" in changed and "other placeholders" in changed
    assert "“Bye” is not translated" in untranslated
    assert "zh_CN.po is missing" in missing


@pytest.mark.parametrize(
    ("term", "translation"),
    [
        ("%s of %s", "%s"),
        ("%(count)s done", "%(count)d fait"),
        ("100 %% of {total}", "100 % de {total}"),
        ("Welcome to {{ object.name }}", "Bienvenue chez {{ object.nom }}"),
        (
            '<b>Dear</b> <t t-out="object.name">Ada</t>',
            '<b>Chère</b> <t t-out="o">Ada</t>',
        ),
        ('<a href="/my">Go</a>', '<a href="/mon">Aller</a>'),
        ("<b>Go</b>", "<b>Aller<b>"),
    ],
)
def test_broken_placeholders_and_tags_are_found(term, translation):
    assert po_check.is_broken(term, translation)
    assert not po_check.is_broken(term, term)


def test_translated_attributes_are_not_broken():
    term = '<i class="fa" role="img" title="Phone" aria-label="Phone"/>'
    assert not po_check.is_broken(term, term.replace("Phone", "Téléphone"))


def test_stale_translation_templates_are_found(tmp_path, monkeypatch):
    """A real export is compared, and remembered as long as no text changes."""
    monkeypatch.setattr(i18n, "FRESH", tmp_path / "fresh")
    exports, terms = [], i18n.export()
    monkeypatch.setattr(i18n, "export", lambda: exports.append(1) or terms)
    assert i18n.stale() == []
    assert i18n.stale() == []
    assert len(exports) == 1
    template = i18n.template(ROOT / ADDON)
    copy = tmp_path / template.name
    text = template.read_text()
    assert 'msgid "Portal Areas"' in text
    copy.write_text(text.replace('msgid "Portal Areas"', 'msgid "Portal Parts"'))
    (tmp_path / "fresh").unlink()
    monkeypatch.setattr(
        i18n, "template", lambda addon: copy if addon.name == ADDON else template
    )
    assert copy in i18n.stale()


def test_a_new_text_is_noticed(tmp_path):
    path = tmp_path / "model.py"
    path.write_text("name = fields.Char('Name')\n")
    before = i18n.texts_digest([tmp_path])
    path.write_text("name = fields.Char('Name')  # explained\n")
    assert i18n.texts_digest([tmp_path]) == before
    path.write_text("name = fields.Char('Full Name')\n")
    assert i18n.texts_digest([tmp_path]) != before


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (lint.HOSTS, "https://pypi" + ".org/simple"),
        (lint.HOSTS, "//registry.npmjs" + ".org/rtlcss"),
        (lint.PATHS, "open('/" + "work/file')"),
        (lint.PATHS, "/" + "root/.cache"),
    ],
    ids=["Python", "JavaScript", "a folder of work", "a home"],
)
def test_lint_finds_hosts_and_machine_paths(tmp_path, pattern, text):
    path = tmp_path / "file"
    path.write_text(f"{text}\nhttps://example.com/my/home/page\n")
    count = subprocess.run(["grep", "-cE", pattern, path], capture_output=True)
    assert count.stdout == b"1\n"
