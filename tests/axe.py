"""Runs axe-core in a page, and tells Odoo's own nodes from ours."""

from devtools import node

# Inside of Odoo's dialog, our parts are ours: only the dialog itself is Odoo's
AXE = """async (odoo) => {
    const result = await axe.run(document, {resultTypes: ["violations"]});
    const nodes = [];
    for (const {id, impact, nodes: found} of result.violations) {
        if (["serious", "critical"].includes(impact)) {
            for (const {target, html} of found) {
                const element = document.querySelector(target[0]);
                const around = element?.closest(odoo);
                const own = around && (
                    around === element || !around.matches("html, .o_technical_modal")
                );
                nodes.push([own ? "odoo" : "ours", id, target[0], html.slice(0, 200)]);
            }
        }
    }
    return nodes;
}"""


def serious_nodes(page, odoo):
    """Return what axe-core calls serious or critical in a page.

    :param str odoo: selectors of what Odoo renders, around or beside our parts
    :return: for "ours" and "odoo", lists of rule, selector and HTML
    :rtype: dict
    """
    page.wait_for_timeout(500)  # movements end
    page.evaluate((node.modules() / "axe-core" / "axe.min.js").read_text())
    found = {"ours": [], "odoo": []}
    for whose, *told in page.evaluate(AXE, odoo):
        found[whose].append(told)
    return found
