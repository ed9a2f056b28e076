import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

# by how sure they are; each is told in a sentence of its own
REASONS = ("email", "vat", "phone", "name")
# duplicates told for one customer
TOLD = 3
# partners looked at for one reason, so that a common value costs no more
LOOKED_AT = 20
NAMES_LOOKED_AT = 200
# a name may be longer than what was typed by this: "Azure" is not "Azure Interior Ltd"
LONGER = 10
SHORTEST_PHONE = 7
SHORTEST_VAT = 4
SHORTEST_PREFIX = 6
# the end of a phone number, which is the same with and without country code
PHONE_END = 8
# of 1: a misspelt name and a legal form differ by this much, two firms by more
SIMILARITY = 0.5
LEGAL_FORMS = {
    *("ab", "ag", "as", "bv", "co", "corp", "corporation", "gmbh", "inc", "kg"),
    *("limited", "llc", "ltd", "nv", "oy", "plc", "sa", "sarl", "sas", "sl", "spa"),
    *("srl", "ug"),
}
# the same expressions in the index and in the question, or the index is not used
KEYS = {
    "email": "email_normalized",
    "vat": (
        "regexp_replace(regexp_replace(upper(vat), '[^A-Z0-9]', '', 'g'), "
        "'^[A-Z]{2}', '')"
    ),
    "phone": "right(regexp_replace(phone, '[^0-9]', '', 'g'), 8)",
    "name": "translate(lower(name), ' .,;:-_&+/()''\"', '')",
}
TRIGRAM_KEY = "lower(name)"


class ResPartner(models.Model):
    """Likely duplicates of a customer, told while it is typed."""

    _inherit = "res.partner"

    duplicates = fields.Json(
        "Likely Duplicates",
        compute="_compute_duplicates",
        groups="base.group_user",
        help="Partners with the same email address, tax ID or phone number, or with a "
        "similar name. Empty once the form is saved.",
    )

    _duplicate_email_idx = models.Index(
        f"({KEYS['email']}) WHERE email_normalized IS NOT NULL"
    )
    _duplicate_vat_idx = models.Index(f"(({KEYS['vat']})) WHERE vat IS NOT NULL")
    _duplicate_phone_idx = models.Index(f"(({KEYS['phone']})) WHERE phone IS NOT NULL")
    _duplicate_name_idx = models.Index(f"(({KEYS['name']}) text_pattern_ops)")
    _duplicate_trigram_idx = models.Index(
        lambda registry: (
            f"USING gin (({TRIGRAM_KEY}) gin_trgm_ops)" if registry.has_trigram else ""
        )
    )

    @api.depends("email", "is_company", "name", "parent_id", "phone", "vat")
    def _compute_duplicates(self):
        """Look for duplicates of what is being typed; a saved form costs nothing."""
        self.duplicates = False
        for partner in self.filtered(lambda partner: not partner.id):
            values = partner._get_typed_values()
            [found] = self._find_likely_duplicates([values]) if values else [[]]
            # Odoo's own warning tells of that one
            found = [one for one in found if one[0] != partner.same_vat_partner_id]
            partner.duplicates = [
                {"id": duplicate.id, "text": duplicate._tell_duplicate(reason)}
                for duplicate, reason in found
            ]

    def _get_typed_values(self):
        """What is on the form of this partner and not saved, to find duplicates by.

        :return: values as for ``_find_likely_duplicates``; empty if nothing was changed
        :rtype: dict
        """
        self.ensure_one()
        saved = self._origin
        values = {
            name: self[name]
            for name in REASONS
            if self[name] and self[name] != saved[name]
        }
        if not values:
            return {}
        parent = self.parent_id._origin
        return values | {
            "id": saved.id,
            "parent_id": parent.id,
            "is_company": self.is_company,
        }

    def _tell_duplicate(self, reason):
        """The sentence that names this partner as a likely duplicate.

        :param str reason: one of ``REASONS``
        :rtype: str
        """
        self.ensure_one()
        sentences = {
            "email": self.env._("%(name)s has the same email address."),
            "vat": self.env._("%(name)s has the same tax ID."),
            "phone": self.env._("%(name)s has the same phone number."),
            "name": self.env._("%(name)s has a similar name."),
        }
        name = self.complete_name or self.email or ""
        if not self.active:
            name = self.env._("%s (archived)", name)
        return sentences[reason] % {"name": name}

    @api.model
    def _find_likely_duplicates(self, vals_list):
        """Find partners that are likely the same as new ones, in bulk.

        The one place that answers "is this one here already?": for forms, rows of an
        import, sign-ups. It finds only what the user may read, in the companies that
        are active. Callers without a user ask as superuser. At most five queries,
        however many rows there are.

        :param list[dict] vals_list: of each row, as far as known: ``name``, ``email``,
            ``phone``, ``vat``, ``is_company``; of a partner that exists, ``id`` and of
            a contact, ``parent_id``: they are no duplicates of their own customer
        :return: of each row the likely duplicates, the surest first, with a reason of
            ``REASONS``: the same email address in any case, tax ID or phone number
            however written, or a similar name
        :rtype: list[list[tuple[res.partner, str]]]
        """
        self.flush_model(["email_normalized", "name", "phone", "vat"])
        found_by_reason = {
            "email": self._query_same("email", map(_get_email_key, vals_list)),
            "vat": self._query_same("vat", map(_get_vat_key, vals_list)),
            "phone": self._query_same("phone", map(_get_phone_key, vals_list)),
            "name": self._query_names(vals_list),
        }
        readable_ids = self._get_readable_duplicate_ids(
            id_
            for found in found_by_reason.values()
            for ids in found.values()
            for id_ in ids
        )
        return [
            self._choose_duplicates(
                values,
                {
                    reason: self.browse(
                        id_ for id_ in found[index] if id_ in readable_ids
                    ).with_prefetch(readable_ids)
                    for reason, found in found_by_reason.items()
                    if index in found
                },
            )
            for index, values in enumerate(vals_list)
        ]

    def _choose_duplicates(self, values, found):
        """The likely duplicates of one row, each for its surest reason.

        :param dict values: the row
        :param dict found: partners by reason, as the index knows them
        :rtype: list[tuple[res.partner, str]]
        """
        own = self.browse(values.get("parent_id") or values.get("id") or ())
        family = own.sudo().commercial_partner_id
        chosen = {}
        for reason in REASONS:
            # archived ones are there to be brought back, but after those in use
            for partner in found.get(reason, self.browse()).sorted("active", True):
                differs = {"vat": _is_other_vat, "phone": _is_other_phone}.get(reason)
                if (
                    partner not in chosen
                    and partner.id != values.get("id")
                    and (not family or partner.commercial_partner_id != family)
                    and not (differs and differs(partner[reason], values[reason]))
                ):
                    chosen[partner] = reason
        return list(chosen.items())[:TOLD]

    def _get_readable_duplicate_ids(self, ids):
        """Those of some partners that the user may read, in the active companies.

        :rtype: set[int]
        """
        partners = self.with_context(active_test=False).search(
            Domain("id", "in", list(dict.fromkeys(ids)))
            & Domain("company_id", "in", [False, *self.env.companies.ids])
        )
        return set(partners.ids)

    def _query_same(self, reason, keys):
        """The partners that have the same key, in one query.

        :param str reason: one of ``REASONS``
        :param keys: a key for each row, empty where there is none
        :return: ids by number of row
        :rtype: dict[int, list[int]]
        """
        rows = {index: key for index, key in enumerate(keys) if key}
        key = SQL(KEYS[reason])
        query = SQL(
            "SELECT typed.row, partner.id"
            " FROM unnest(%s::int[], %s::text[]) AS typed(row, key),"
            " LATERAL (SELECT id FROM res_partner WHERE %s = typed.key LIMIT %s)"
            " AS partner",
            *(list(rows), list(rows.values()), key, LOOKED_AT),
        )
        return self._group_ids(query if rows else None)

    def _query_names(self, vals_list):
        """The partners whose names begin as the ones that were typed, or resemble them.

        :return: ids by number of row, the most alike first
        :rtype: dict[int, list[int]]
        """
        typed = {}
        for index, values in enumerate(vals_list):
            words = _get_name_words(values)
            begins = values.get("is_company") or len(words) > 1
            if words:
                length = len("".join(words))
                longer = LONGER if begins and length >= SHORTEST_PREFIX else 0
                typed[index] = (" ".join(words), longer)
        if not typed:
            return {}
        key = SQL(KEYS["name"])
        typed_key = SQL(KEYS["name"].replace("name", "typed.name"))
        query = SQL(
            "SELECT typed.row, partner.id"
            " FROM unnest(%(rows)s::int[], %(names)s::text[], %(longer)s::int[])"
            " AS typed(row, name, longer),"
            " LATERAL (SELECT id, length(key) AS length FROM ("
            "   SELECT id, %(key)s AS key FROM res_partner"
            "   WHERE %(key)s ~>=~ %(typed)s AND %(key)s ~<~ (%(typed)s || %(last)s)"
            "   ORDER BY %(key)s USING ~<~ LIMIT %(names_looked_at)s) AS begins"
            "  WHERE length(key) <= length(%(typed)s) + typed.longer"
            "  ORDER BY length(key), id LIMIT %(limit)s) AS partner"
            " ORDER BY typed.row, partner.length, partner.id",
            rows=list(typed),
            names=[name for name, __ in typed.values()],
            longer=[longer for __, longer in typed.values()],
            key=key,
            typed=typed_key,
            last=chr(0x10FFFF),
            names_looked_at=NAMES_LOOKED_AT,
            limit=LOOKED_AT,
        )
        found = self._group_ids(query)
        others = {
            index: name
            for index, (name, longer) in typed.items()
            if longer and index not in found
        }
        if others and self.env.registry.has_trigram:
            found |= self._query_similar_names(others)
        return found

    def _query_similar_names(self, names):
        """The partners whose names differ by a few letters, where PostgreSQL can tell.

        :param dict names: name by number of row
        :return: ids by number of row
        :rtype: dict[int, list[int]]
        """
        # of this transaction alone: the index finds what is as similar as that
        self.env.cr.execute(
            SQL(
                "SELECT set_config('pg_trgm.similarity_threshold', %s, true)",
                str(SIMILARITY),
            )
        )
        return self._group_ids(
            SQL(
                "SELECT typed.row, partner.id"
                " FROM unnest(%s::int[], %s::text[]) AS typed(row, name),"
                " LATERAL (SELECT id FROM res_partner"
                "  WHERE %s %% lower(typed.name) LIMIT %s) AS partner",
                *(list(names), list(names.values()), SQL(TRIGRAM_KEY), LOOKED_AT),
            )
        )

    def _group_ids(self, query):
        """The ids that a query finds, by number of row.

        :param query: an SQL of rows and ids, or None
        :rtype: dict[int, list[int]]
        """
        found = {}
        for index, id_ in self.env.execute_query(query) if query else ():
            found.setdefault(index, []).append(id_)
        return found


def _get_email_key(values):
    return email_normalize(values.get("email"), strict=False)


def _get_vat_key(values):
    key = re.sub("^[A-Z]{2}", "", _get_plain_vat(values.get("vat")))
    return key if len(key) >= SHORTEST_VAT else None


def _get_plain_vat(vat):
    return re.sub("[^A-Z0-9]", "", (vat or "").upper())


def _is_other_vat(one, other):
    """Whether two tax IDs that agree but for the country code are of two countries."""
    codes = {_get_plain_vat(vat)[:2] for vat in (one, other)}
    return len(codes) > 1 and all(map(str.isalpha, codes))


def _get_phone_key(values):
    digits = re.sub("[^0-9]", "", values.get("phone") or "")
    return digits[-PHONE_END:] if len(digits) >= SHORTEST_PHONE else None


def _is_other_phone(one, other):
    """Whether two numbers that end alike are of two countries."""
    numbers = {re.sub("^00", "+", re.sub("[^0-9+]", "", text)) for text in (one, other)}
    return len(numbers) > 1 and all(number.startswith("+") for number in numbers)


def _get_name_words(values):
    """The words of a name, without legal forms at its end."""
    words = (values.get("name") or "").split()
    while len(words) > 1 and words[-1].lower().replace(".", "") in LEGAL_FORMS:
        words.pop()
    return words
