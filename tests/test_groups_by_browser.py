"""Customer groups as staff use them: from the list to the ranking, new customers."""

import pytest

CUSTOMERS = ("Albatross Ltd", "Bussard GmbH", "Curlew Ltd")


@pytest.fixture(scope="module")
def server(odoo_db, odoo_server):
    server = odoo_server(odoo_db("addon"))
    # of the first two customers in turn, at 10 euros each
    server.invoices = server.call("test.world.staff", "_make_invoices", 4)
    return server


def test_from_the_list_to_the_invoices_of_the_best_group(server, page):
    page.goto(f"{server.url}/odoo/clients")
    for name in CUSTOMERS:
        row = page.locator(".o_data_row", has_text=name)
        row.locator(".o_list_record_selector input").check()
    page.locator(".o_cp_action_menus button", has_text="Actions").click()
    page.locator(".o-dropdown--menu .o_menu_item", has_text="Change Customer").click()
    dialog = page.locator(".modal")
    dialog.locator("[name=add_group_ids] input").fill("Seabirds")
    page.locator(".o-autocomplete--dropdown-item", has_text='Create "Seabirds"').click()
    dialog.locator(".o_tag", has_text="Seabirds").wait_for()
    dialog.locator(".modal-footer .btn-primary", has_text="Apply").click()
    page.locator(".o_notification", has_text="3 customers were updated").wait_for()

    page.goto(
        f"{server.url}/odoo/action-customer_onboarding.customer_group_report_action"
    )
    page.locator(".o_graph_renderer canvas").wait_for()
    page.locator(".o_switch_view.o_pivot").click()
    total = page.locator(".o_pivot tr", has_text="Seabirds")
    total.locator("td").last.wait_for()
    cells = total.locator("td").all_inner_texts()
    # 4 invoices of 2 customers: Curlew has none
    assert cells[-2:] == ["4", "2"]
    total.locator("td").first.click()
    rows = page.locator(".o_list_view .o_data_row")
    rows.first.wait_for()
    assert rows.count() == 4
    rows.first.locator("td[name=partner_id]").click()
    title = page.locator(".o_form_view [name=name]", has_text="INV/2026/")
    title.first.wait_for()
    number = title.first.inner_text().strip()
    assert number in server.invoices


def test_the_form_tells_where_its_values_come_from(server, page):
    rpc = server.rpc()
    rpc.call("customer.group", "create", [{"name": "Waders", "lang": "de_DE"}])
    page.goto(
        f"{server.url}/odoo/action-customer_onboarding.res_partner_customer_new_action"
    )
    groups = page.locator("[name=customer_group_ids] input")
    groups.fill("Waders")
    page.locator(".o-autocomplete--dropdown-item", has_text="Waders").first.click()
    label = page.locator("label.o_form_label", has_text="from Waders")
    label.first.wait_for()
    assert "Language" in label.first.inner_text()
    # what somebody chooses comes from nowhere
    field = page.locator(".o_field_widget[name=lang]").first
    field.locator("select, input").first.click()
    choose_language(page, field, "English (US)")
    page.locator(".o_customer_group_origin").wait_for(state="detached")


def test_a_group_that_is_added_offers_what_it_says(server, page):
    """Nothing but the group is saved until the list of changes is applied."""
    rpc = server.rpc()
    [customer] = rpc.call(
        "res.partner", "create", [{"name": "Dunnock", "lang": "en_US"}]
    )
    rpc.call("customer.group", "create", [{"name": "Passerines", "lang": "de_DE"}])
    page.goto(f"{server.url}/odoo/clients/{customer}")
    page.locator("[name=customer_group_ids] input").fill("Passerines")
    page.locator(".o-autocomplete--dropdown-item", has_text="Passerines").first.click()
    offer = page.locator("[name=customer_group_offer] .alert")
    offer.wait_for()
    assert "have other values for this customer: 1." in offer.inner_text()
    offer.locator("button", has_text="Show What Would Change").click()
    dialog = page.locator(".modal")
    preview = dialog.locator("[name=preview]")
    preview.wait_for()
    assert "Language: English (US) → German / Deutsch" in preview.inner_text()
    assert language_of(server, customer) == "en_US"
    dialog.locator(".modal-footer .btn-primary", has_text="Apply").click()
    page.locator(".o_notification", has_text="1 of them got values").wait_for()
    dialog.wait_for(state="detached")
    assert language_of(server, customer) == "de_DE"
    # the form shows it, and offers no more
    language = page.locator(".o_form_view [name=lang]").first
    language.locator("select, input").first.wait_for()
    assert "German" in shown_choice(language)
    assert offer.count() == 0
    page.locator("button", has_text="Compare with These Groups").click()
    dialog.wait_for()
    count = dialog.locator("[name=change_count]")
    assert count.inner_text().strip() == "0"


def test_the_value_of_a_customer_is_read_when_somebody_looks(server, page):
    rpc = server.rpc()
    domain = [("name", "in", CUSTOMERS[:2])]
    ids = rpc.call("res.partner", "search", domain, order="name")
    rpc.call(
        *("customer.group", "create"),
        [{"name": "Divers", "partner_ids": [(6, 0, ids)]}],
    )
    asked = []
    page.on(
        "request",
        lambda request: (
            asked.append(request.url) if "get_customer_value" in request.url else None
        ),
    )
    page.goto(f"{server.url}/odoo/clients/{ids[0]}")
    page.locator(".o_form_view [name=name]").first.wait_for()
    assert not asked
    page.locator(".o_notebook .nav-link[name=customer_value]").click()
    value = page.locator(".o_customer_value")
    value.wait_for()
    assert len(asked) == 1
    assert value.locator("[name=invoices]").inner_text().split() == ["Invoices", "2"]
    row = value.locator("tr", has_text="Divers")
    # two customers with the same invoices share the first place
    assert row.locator("td").nth(1).inner_text() == "1 of 2"
    assert row.locator("td").nth(3).inner_text() == "50%"
    row.locator("button").click()
    page.locator(".o_graph_renderer canvas").wait_for()
    facets = page.locator(".o_searchview_facet").all_inner_texts()
    assert any("Divers" in facet for facet in facets)
    page.goto(f"{server.url}/odoo/clients/{ids[0]}")
    page.locator(".o_notebook .nav-link[name=customer_value]").click()
    value.locator("[name=invoiced] button").click()
    rows = page.locator(".o_list_view .o_data_row")
    rows.first.wait_for()
    assert {CUSTOMERS[0]} == set(rows.locator("td[name=partner_id]").all_inner_texts())


def language_of(server, customer):
    """What is stored as the language of a customer."""
    [values] = server.rpc().call("res.partner", "read", [customer], ["lang"])
    return values["lang"]


def shown_choice(field):
    """What a field of a selection shows: of Odoo's select or its menu."""
    if field.locator("select").count():
        return field.locator("select option:checked").inner_text()
    return field.locator("input").input_value()


def choose_language(page, field, name):
    """Pick a language, of Odoo's select or its menu."""
    if field.locator("select").count():
        field.locator("select").select_option(label=name)
    else:
        page.locator(".o_select_menu_item", has_text=name).first.click()
