"""The customers, menus, events and courses of the tests beside Odoo's website.

Run inside an Odoo shell (`Server.shell`); prints what it made as JSON. Everything of an
area carries that area's marker.
"""

import json
from datetime import timedelta

from odoo import fields
from odoo.fields import Command

PASSWORD = "a good Passw0rd"
env = globals()["env"]  # given by the shell
flags = {"no_reset_password": True, "tracking_disable": True}
env = env(context=dict(env.context, mail_notify_force_send=False, **flags))
website = env["website"].search([], limit=1)
EVENT, COURSE = "Quokka zzeventszz", "Quokka zzcourseszz"


def user(name, **values):
    """A customer who may sign in to the portal, and to its programs."""
    partner = env["res.partner"].create(
        {"name": name, "email": f"{name}@example.com"} | values
    )
    groups = env.ref("base.group_portal") | env.ref("base.group_allow_export")
    created = env["res.users"].create(
        {
            "partner_id": partner.id,
            "login": name,
            "password": PASSWORD,
            "group_ids": [Command.set(groups.ids)],
        }
    )
    tomorrow = fields.Datetime.now() + timedelta(days=1)
    apikeys_sudo = env["res.users.apikeys"].with_user(created).sudo()
    key = apikeys_sudo._generate("rpc", "website", tomorrow)
    made["partners"][name] = partner.id
    made["users"][name] = {"login": name, "password": PASSWORD, "key": key}
    return partner


def event():
    """An event with its own menu, a ticket and a question, which portal users read."""
    start = fields.Datetime.now() + timedelta(days=7)
    return env["event.event"].create(
        {
            "name": EVENT,
            "date_begin": start,
            "date_end": start + timedelta(hours=2),
            "is_published": True,
            "website_id": website.id,
            "website_menu": True,
            "event_ticket_ids": [Command.create({"name": EVENT})],
            "question_ids": [Command.create({"title": EVENT})],
        }
    )


def course(members):
    """A course with content and a file to it, that customers take part in."""
    channel = env["slide.channel"].create(
        {
            "name": COURSE,
            "is_published": True,
            "visibility": "public",
            "enroll": "public",
            "slide_ids": [
                Command.create(
                    {
                        "name": COURSE,
                        "slide_category": "article",
                        "html_content": f"<p>{COURSE}</p>",
                        "is_published": True,
                        "slide_resource_ids": [
                            Command.create(
                                {
                                    "name": COURSE,
                                    "resource_type": "url",
                                    "link": "https://example.com",
                                }
                            )
                        ],
                        "question_ids": [
                            Command.create(
                                {
                                    "question": COURSE,
                                    "answer_ids": [
                                        Command.create(
                                            {"text_value": "Yes", "is_correct": True}
                                        ),
                                        Command.create({"text_value": "No"}),
                                    ],
                                }
                            )
                        ],
                    }
                )
            ],
        }
    )
    channel._action_add_members(members)
    return channel


def menu(name, url="#", parent=None):
    return env["website.menu"].create(
        {
            "name": name,
            "url": url,
            "parent_id": (parent or website.menu_id).id,
            "website_id": website.id,
        }
    )


def languages():
    """The website has two languages, the database three; without translations."""
    found = env["res.lang"]
    for code in ("fr_FR", "de_DE"):
        found |= env["res.lang"]._activate_lang(code)
    website.language_ids |= found.filtered(lambda lang: lang.code == "fr_FR")
    for lang in found:
        partner = env["res.partner"].create(
            {"name": lang.iso_code, "lang": lang.code}
            | {"email": f"{lang.iso_code}@example.com"}
        )
        partner._onboard(grant_portal_access=True, send_welcome_mail=True)
        made["partners"][lang.iso_code] = partner.id


def posted(document):
    """A message on a document, to both customers."""
    return document.message_post(
        body=document.display_name,
        message_type="comment",
        subtype_xmlid="mail.mt_comment",
        partner_ids=customers.ids,
    )


made = {"partners": {}, "users": {}}
customers = user("aa") | user("bb")
languages()
the_event, the_course = event(), course(customers)
slide = the_course.slide_ids
made["areas"] = {
    code: {"id": env.ref(f"customer_onboarding.portal_area_{code}").id, "marker": text}
    for code, text in (("events", "zzeventszz"), ("courses", "zzcourseszz"))
}
made["records"] = {
    "events": [
        [the_event._name, the_event.id, "name"],
        ["event.event.ticket", the_event.event_ticket_ids.id, "name"],
        ["event.question", the_event.question_ids.filtered("title").ids[-1], "title"],
        ["website.menu", the_event.menu_id.id, "name"],
    ],
    "courses": [
        [the_course._name, the_course.id, "name"],
        [slide._name, slide.id, "name"],
        ["slide.slide.resource", slide.slide_resource_ids.id, "name"],
        ["slide.question", slide.question_ids.id, "question"],
    ],
}
made["messages"] = {
    "events": posted(the_event).id,
    "courses": posted(the_course).id,
}
made["pages"] = {
    "events": ["/event", f"/event/{the_event.id}/register"],
    "courses": ["/slides", f"/slides/{the_course.id}", f"/slides/slide/{slide.id}"],
}
learn = menu("Learn")
menu("Free courses", "/fr/slides?free=1", learn)
menu("Calendar", f"/event/{the_event.id}/register#when", learn)
menu("Library", "/library", learn)
# a dropdown with nothing else
menu("Evening events", "/event", menu("Evenings"))
print("WORLD" + json.dumps(made))
