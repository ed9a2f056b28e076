from . import customer_policy_mixin, res_company, res_partner, res_partner_account
