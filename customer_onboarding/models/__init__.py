# The rooms, one for each capability, in the order in which things happen to a customer.
# Each import is a line of its own, because the order counts: Odoo calls the room first
# that is imported last, and it can build on the earlier ones.
from . import customer_policy_mixin  # what the settings of all rooms are added to

# isort: split
from . import background  # work on many records, which the rooms below give it

# isort: split
from . import permission  # the parts of the portal that a new customer may use

# isort: split
from . import link  # what links sent before do, once a part is switched off

# isort: split
from . import group  # its groups, because they carry defaults for the rooms below

# isort: split
from . import duplicate  # who is here already, told while a customer is typed

# isort: split
from . import address  # where bills and goods go

# isort: split
from . import transaction  # its documents, because they lock currency and language

# isort: split
from . import currency  # the currency of its documents, until the first one locks it

# isort: split
from . import language  # the language of the portal

# isort: split
from . import document  # the language of printed documents

# isort: split
from . import login  # who signs in, with which address, by which links

# isort: split
from . import invitation  # portal access and welcome mail, after all else is settled

# isort: split
from . import signup  # who comes without an invitation, and what staff say to that

# isort: split
from . import profile  # the portal's first page, and what customers see of themselves

# isort: split
from . import batch  # many customers at a time, by all of the above

# isort: split
from . import form  # the form of partners, with what the rooms above put on it

# isort: split
from . import panel  # the first steps of a company, by what the rooms above hold

# isort: split
# last, so that they are called first: the ways through the rooms
from . import (
    customer_onboarding_policy,
    ir_http,
    ir_ui_menu,
    res_config_settings,
    res_partner,
    res_partner_tracking,
)
