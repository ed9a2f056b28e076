"""The customers, menus, events and courses of the tests beside Odoo's website."""

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Command

EVENT, COURSE = "Quokka zzeventszz", "Quokka zzcourseszz"


class TestWorldWebsite(models.AbstractModel):
    """Two customers, an event and a course; everything of an area has its marker."""

    _name = "test.world.website"
    _inherit = "test.world"
    _description = "Events, courses and menus of a website"

    def _make(self):
        """Make it all, in a database of the kind "website".

        :return: `partners` (ids by name), `users` (see `_make_program_user`), `areas`
            by code (`id` and `marker`); by area: `records` (model, id and the field
            with the marker), `messages` (ids) and `pages`
        :rtype: dict
        """
        self = self._quiet().with_context(mail_notify_force_send=False)
        partners = self._make_partners()
        customers = self.env["res.partner"].browse([partners["aa"], partners["bb"]])
        users = {
            partner.name: self._make_program_user(partner, partner.name)
            for partner in customers
        }
        partners |= self._make_foreign_customers()
        event, course = self._make_event(), self._make_course(customers)
        self._make_menus(event)
        return {
            "partners": partners,
            "users": users,
            "areas": self._describe_areas(),
            "records": {
                "events": self._describe_event(event),
                "courses": self._describe_course(course),
            },
            "messages": {
                "events": self._post_on(event, customers).id,
                "courses": self._post_on(course, customers).id,
            },
            "pages": {
                "events": ["/event", f"/event/{event.id}/register"],
                "courses": [
                    "/slides",
                    f"/slides/{course.id}",
                    f"/slides/slide/{course.slide_ids.id}",
                ],
            },
        }

    def _website(self):
        return self.env["website"].search([], limit=1)

    def _make_partners(self):
        partners = self.env["res.partner"].create(
            [{"name": name, "email": f"{name}@example.com"} for name in ("aa", "bb")]
        )
        return {partner.name: partner.id for partner in partners}

    def _make_foreign_customers(self):
        """Make a customer of two languages, one of which the website has not.

        The languages have no translations.
        """
        made = {}
        langs = self.env["res.lang"]
        for code in ("fr_FR", "de_DE"):
            langs |= langs._activate_lang(code)
        french = langs.filtered(lambda lang: lang.code == "fr_FR")
        self._website().language_ids |= french
        for lang in langs:
            partner = self.env["res.partner"].create(
                {
                    "name": lang.iso_code,
                    "lang": lang.code,
                    "email": f"{lang.iso_code}@example.com",
                }
            )
            partner._onboard(grant_portal_access=True, send_welcome_mail=True)
            made[lang.iso_code] = partner.id
        return made

    def _make_event(self):
        """Make an event with its own menu, a ticket and a question for visitors."""
        start = fields.Datetime.now() + timedelta(days=7)
        return self.env["event.event"].create(
            {
                "name": EVENT,
                "date_begin": start,
                "date_end": start + timedelta(hours=2),
                "is_published": True,
                "website_id": self._website().id,
                "website_menu": True,
                "event_ticket_ids": [Command.create({"name": EVENT})],
                "question_ids": [Command.create({"title": EVENT})],
            }
        )

    def _make_course(self, members):
        """Make a course with an article, a file and a quiz, that partners take."""
        resource = {
            "name": COURSE,
            "resource_type": "url",
            "link": "https://example.com",
        }
        question = {
            "question": COURSE,
            "answer_ids": [
                Command.create({"text_value": "Yes", "is_correct": True}),
                Command.create({"text_value": "No"}),
            ],
        }
        article = {
            "name": COURSE,
            "slide_category": "article",
            "html_content": f"<p>{COURSE}</p>",
            "is_published": True,
            "slide_resource_ids": [Command.create(resource)],
            "question_ids": [Command.create(question)],
        }
        channel = self.env["slide.channel"].create(
            {
                "name": COURSE,
                "is_published": True,
                "visibility": "public",
                "enroll": "public",
                "slide_ids": [Command.create(article)],
            }
        )
        channel._action_add_members(members)
        return channel

    def _make_menus(self, event):
        """Make menus to pages of both areas, and one that leads to neither."""
        learn = self._make_menu("Learn")
        self._make_menu("Free courses", "/fr/slides?free=1", learn)
        self._make_menu("Calendar", f"/event/{event.id}/register#when", learn)
        self._make_menu("Library", "/library", learn)
        # a dropdown with nothing else
        self._make_menu("Evening events", "/event", self._make_menu("Evenings"))

    def _make_menu(self, name, url="#", parent=None):
        website = self._website()
        return self.env["website.menu"].create(
            {
                "name": name,
                "url": url,
                "parent_id": (parent or website.menu_id).id,
                "website_id": website.id,
            }
        )

    def _describe_areas(self):
        markers = {"events": "zzeventszz", "courses": "zzcourseszz"}
        return {
            code: {
                "id": self.env.ref(f"customer_onboarding.portal_area_{code}").id,
                "marker": text,
            }
            for code, text in markers.items()
        }

    def _describe_event(self, event):
        question = event.question_ids.filtered("title")[-1]
        return [
            [event._name, event.id, "name"],
            ["event.event.ticket", event.event_ticket_ids.id, "name"],
            ["event.question", question.id, "title"],
            ["website.menu", event.menu_id.id, "name"],
        ]

    def _describe_course(self, course):
        slide = course.slide_ids
        return [
            [course._name, course.id, "name"],
            [slide._name, slide.id, "name"],
            ["slide.slide.resource", slide.slide_resource_ids.id, "name"],
            ["slide.question", slide.question_ids.id, "question"],
        ]
