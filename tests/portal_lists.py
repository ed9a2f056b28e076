"""What the portal's lists offer: sortings, groups, filters and search inputs.

Read from the page, so that what another app adds is tried as well.
"""

import html
import re
from urllib.parse import unquote_plus, urlencode

# Lists of the portal, and the area whose records they hold
LISTS = {
    "/my/quotes": "quotations",
    "/my/orders": "orders",
    "/my/invoices": "invoices",
    "/my/projects": "projects",
    "/my/tasks": "tasks",
    "/my/projects/{project}": "projects",
    "/my/timesheets": "timesheets",
    "/my/rfq": "rfqs",
    "/my/purchase": "purchases",
    "/my/tickets": "tickets",
    "/my/contracts": "contracts",
}
# Those that Odoo searches as superuser
SUPERUSER_LISTS = ("/my/tasks", "/my/projects/{project}", "/my/timesheets")
CHOICES = ("sortby", "groupby", "filterby")


def offered(text):
    """What a list offers, by the name of the parameter in the URL.

    :rtype: dict[str, list[str]]
    """
    found = {}
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', text)]
    for name in CHOICES:
        values = [re.search(rf"[?&]{name}=([^&]*)", link) for link in links]
        found[name] = list(
            dict.fromkeys(unquote_plus(value[1]) for value in values if value)
        )
    panel = re.search(r"<form[^>]*o_portal_search_panel.*?</form>", text, re.S)
    inputs = re.findall(r'href="#(\w+)"', panel.group()) if panel else []
    found["search_in"] = inputs
    return found


def variants(options):
    """URL parameters: three pages of the list, and of each option first and last."""
    found = [{"page": page} for page in (1, 2, 3)]
    for name in CHOICES:
        for value in options[name]:
            found += [{name: value, "page": page} for page in (1, 3)]
    return found


def url(path, page=1, **parameters):
    """The address of a result page of a list."""
    if page > 1:
        path += f"/page/{page}"
    return f"{path}?{urlencode(parameters)}" if parameters else path


def rows(text):
    """The text of each row of the list, in its order."""
    bodies = " ".join(re.findall(r"<tbody.*?</tbody>", text, re.S))
    return [
        " ".join(re.sub(r"<[^>]+>", " ", row).split())
        for row in re.findall(r"<tr.*?</tr>", bodies, re.S)
    ]
