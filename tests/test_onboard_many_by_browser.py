"""Staff take on a list of customers: upload, start, look at the results."""

import re

import pytest

from devtools.mailbox import links

ACTION = "customer_onboarding.customer_onboarding_batch_action"
FILE = """Customer,Email,Contact Person,Billing City
Avocet & Söhne,avocet@example.com,,Lyon
Curlew,curlew-at-example.com,,
Dunlin,dunlin@example.com,Dora Dunlin,
"""


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    """A server that runs its scheduled actions itself, as in life."""
    server = odoo_server(odoo_db("addon"), cron_threads=1)
    server.call("test.world.journey", "_make_company")
    return server


def row_of(page, text):
    """The line of the batch's list that holds a text."""
    return page.locator(".o_field_widget[name=row_ids] .o_data_row", has_text=text)


def wait_for_status(page, status):
    """Wait until the form, by itself, shows a status."""
    page.locator(
        ".o_statusbar_status .o_arrow_button_current", has_text=status
    ).wait_for(timeout=60_000)


def test_upload_start_and_results(server, page, tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text(FILE, encoding="utf-8")
    page.goto(f"{server.url}/odoo/action-{ACTION}/new")
    page.locator(".o_form_button_save").click()
    page.locator("button[name=action_import]").click()
    template = page.locator("a", has_text="Import Template for Customers")
    answer = page.request.get(server.url + template.get_attribute("href"))
    assert answer.text().startswith("Customer,Email,Contact Person,")
    with page.expect_file_chooser() as chooser:
        page.locator(".o_import_file:visible").click()
    chooser.value.set_files(path)
    # each column has found its field by its title
    mapped = page.locator(".o_import_data_content tbody .o_select_menu")
    mapped.nth(3).wait_for()
    assert [text.strip() for text in mapped.all_inner_texts()] == [
        *("Customer", "Email", "Contact Person", "Billing City")
    ]
    page.locator(
        ".o_control_panel button:visible", has_text=re.compile("^Import$")
    ).click()
    page.locator(
        ".o_notification", has_text="3 records successfully imported"
    ).wait_for()
    page.locator(".breadcrumb-item a", has_text="Customers of").first.click()

    # what will become of each row, before anything is written
    row_of(page, "Avocet & Söhne").wait_for()
    assert "New" in row_of(page, "Avocet").locator("td[name=verdict]").inner_text()
    problem = row_of(page, "Curlew").locator("td[name=problem]").inner_text()
    assert problem == "Email: this is not one email address."
    assert (
        "1 rows have a problem" in page.locator(".alert-warning:visible").inner_text()
    )
    emails = [("email", "like", "@example.com"), ("name", "in", ["Dunlin", "Curlew"])]
    assert not server.rpc().call("res.partner", "search_count", emails)

    page.locator("button[name=action_start]").click()
    wait_for_status(page, "Done")
    assert row_of(page, "Avocet").locator("td[name=state]").inner_text() == "Done"
    assert row_of(page, "Curlew").locator("td[name=state]").inner_text() == "Failed"
    issue = row_of(page, "Curlew").locator("td[name=issue]").inner_text()
    assert issue == "Email: this is not one email address."
    for name, count in (
        ("done_count", "2"),
        ("failed_count", "1"),
        ("left_count", "0"),
    ):
        assert page.locator(f".o_field_widget[name={name}]").inner_text() == count
    mails = server.mailbox.wait(2)
    found = {mail["to"].addresses[0].addr_spec: mail for mail in mails}
    assert set(found) == {"avocet@example.com", "dunlin@example.com"}

    # correct the cell in the list, and try that row again
    row_of(page, "Curlew").locator("td[name=email]").click()
    page.locator(".o_selected_row [name=email] input").fill("curlew@example.com")
    page.locator(".o_form_button_save").click()
    page.wait_for_selector(
        ".o_form_status_indicator_buttons.invisible", state="attached"
    )
    page.locator("button[name=action_retry]").click()
    page.locator(".o_field_widget[name=done_count]", has_text="3").wait_for(
        timeout=60_000
    )
    wait_for_status(page, "Done")
    mails = server.mailbox.wait(3)
    assert len(mails) == 3, "who was invited before gets no second mail"
    [mail] = [mail for mail in mails if "curlew@" in mail["to"]]
    [link] = [url for url in links(mail) if "/clients/welcome" in url]
    page.context.clear_cookies()
    page.goto(link)
    page.fill("input[name=password]", "a good Passw0rd")
    page.fill("input[name=confirm_password]", "a good Passw0rd")
    page.click(".o_clients_welcome button[type=submit]")
    page.wait_for_url(re.compile(r"/my"))
    assert "Curlew" in page.locator("header, nav").first.inner_text()


def test_a_file_without_customers_is_told(server, page, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("Customer,Email\n", encoding="utf-8")
    page.goto(f"{server.url}/odoo/action-{ACTION}/new")
    page.locator(".o_form_button_save").click()
    page.locator("button[name=action_import]").click()
    with page.expect_file_chooser() as chooser:
        page.locator(".o_import_file:visible").click()
    chooser.value.set_files(path)
    page.locator(".alert", has_text="The file has no row with a customer.").wait_for()
