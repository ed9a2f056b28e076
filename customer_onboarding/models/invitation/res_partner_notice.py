from odoo import api, models
from odoo.tools.misc import formatLang


class ResPartner(models.Model):
    """What staff are told when customers were onboarded, and what they may do next."""

    _inherit = "res.partner"

    def get_onboarding_notice(self, next_steps=True):
        """What happened to this customer, who was just saved on a form.

        :param bool next_steps: offer the customer's first document
        :return: arguments of the notification: see ``_prepare_notice``
        :rtype: dict
        :raise AccessError: the user is not staff, or may not read this customer
        """
        self._check_staff()
        self.ensure_one()
        self.check_access("read")
        if self.onboarding_issue:
            notice = self._prepare_notice("warning", self.onboarding_issue, sticky=True)
            return notice["params"]
        buttons = self._get_next_step_buttons() if next_steps else []
        if self.env["customer.invitation"]._get_waiting(self):
            may_edit = self.has_access("write")
            message = self._get_onboarding_sentence(True, True)
            buttons = (self._get_invitation_buttons() if may_edit else []) + buttons
        elif self.portal_access_state != "none":
            message = self._get_onboarding_sentence(True, False)
        else:
            message = self.env._("%s is now a customer.", self.display_name)
        return self._prepare_notice("success", message, buttons)["params"]

    def _get_next_step_buttons(self):
        """The button for the first document of this customer that one may make.

        :rtype: list[dict]
        """
        self.ensure_one()
        buttons = self._get_first_documents()[:1]
        for button in buttons:
            button["action"]["context"]["default_partner_id"] = self.id
        return buttons

    @api.model
    def _get_first_documents(self):
        """The documents that a new customer can begin with, and that the user may make.

        :return: dicts of a ``name`` and the ``action`` that opens an empty form
        :rtype: list[dict]
        """
        return [
            {
                "name": name,
                "action": {
                    "type": "ir.actions.act_window",
                    "name": name,
                    "res_model": model,
                    "views": [(False, "form")],
                    "context": context,
                },
            }
            for name, model, context in (
                (self.env._("New Quotation"), "sale.order", {}),
                (
                    self.env._("New Invoice"),
                    "account.move",
                    {"default_move_type": "out_invoice"},
                ),
            )
            if self.env[model].has_access("create")
        ]

    def _prepare_onboarding_notice(
        self, issues, grant_portal_access=False, send_welcome_mail=False
    ):
        """The notice that tells what became of the steps of onboarding.

        :param dict issues: ``{partner: sentences}`` of those that did not work
        :param bool grant_portal_access: as of ``_onboard``
        :param bool send_welcome_mail: as of ``_onboard``
        :rtype: dict
        """
        stuck = self.browse(partner.id for partner in issues)
        done = self - stuck
        if len(self) == 1 and stuck:
            return self._prepare_notice("warning", issues[self], sticky=True)
        buttons = []
        if len(done) == 1 and len(self) == 1:
            message = done._get_onboarding_sentence(
                grant_portal_access, send_welcome_mail
            )
            if send_welcome_mail:
                buttons = done._get_invitation_buttons()
        elif send_welcome_mail:
            message = self.env._(
                "%(count)s welcome mails are on their way.",
                count=formatLang(self.env, len(done), digits=0),
            )
        else:
            message = self.env._(
                "%(count)s contacts have portal access.",
                count=formatLang(self.env, len(done), digits=0),
            )
        if stuck:
            message += " " + self.env._(
                "%(count)s need attention.",
                count=formatLang(self.env, len(stuck), digits=0),
            )
            action = stuck._get_records_action(name=self.env._("Need Attention"))
            buttons = [{"name": self.env._("Show Them"), "action": action}]
        kind = "warning" if stuck else "success"
        return self._prepare_notice(kind, message, buttons, sticky=bool(stuck))

    def _get_onboarding_sentence(self, grant_portal_access, send_welcome_mail):
        """What the steps of onboarding did for this contact, where they worked.

        :param bool grant_portal_access: as of ``_onboard``
        :param bool send_welcome_mail: as of ``_onboard``
        :rtype: str
        """
        self.ensure_one()
        if not send_welcome_mail:
            return self.env._(
                "%(customer)s has portal access. No mail was sent.",
                customer=self.display_name,
            )
        receiver = self._get_welcome_receivers()[0].get(self, self)
        if grant_portal_access:
            return self.env._(
                "%(customer)s was invited at %(email)s.",
                customer=receiver.display_name,
                email=receiver.email,
            )
        return self.env._(
            "The welcome mail to %(customer)s is on its way to %(email)s.",
            customer=receiver.display_name,
            email=receiver.email,
        )

    def _get_invitation_buttons(self):
        """Buttons of the notice that this contact was invited: copy link, undo.

        :rtype: list[dict]
        """
        self.ensure_one()
        receiver = self._get_welcome_receivers()[0].get(self, self)
        invitation = self.env["customer.invitation"]._get_waiting(receiver)[:1]
        buttons = []
        if invitation and invitation._is_link_alive():
            call = {
                "model": invitation._name,
                "method": "action_copy_link",
                "args": [invitation.ids],
            }
            buttons.append({"name": self.env._("Copy Link"), "call": call})
        if invitation:
            call = {
                "model": self._name,
                "method": "action_undo_invitation",
                "args": [receiver.ids],
            }
            buttons.append({"name": self.env._("Undo"), "call": call, "reload": True})
        return buttons

    @api.model
    def _prepare_notice(self, kind, message, buttons=(), sticky=False):
        """A notification with buttons, as a client action.

        :param str kind: "success", "info" or "warning"
        :param str message: sentences
        :param buttons: dicts of a ``name`` and either the ``action`` to open, or the
            ``call`` (``model``, ``method``, ``args``) that returns one; ``reload``
            says that the screen shows something else afterwards
        :param bool sticky: stays until it is closed
        :rtype: dict
        """
        return {
            "type": "ir.actions.client",
            "tag": "customer_onboarding.notice",
            "params": {
                "type": kind,
                "message": message,
                "sticky": sticky,
                "buttons": list(buttons),
                # closing reloads the record below
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
