# The rooms, one for each capability, in the order in which things happen to a customer.
# Each import is a line of its own, since the order counts: what is imported later is
# called first and can build on the earlier rooms.
from . import permission  # what a new customer may use in the portal, from the start

# isort: split
from . import link  # what links sent before do, once a part is switched off

# isort: split
from . import group  # which groups it is in: they carry defaults for what follows

# isort: split
from . import address  # where bills and goods go

# isort: split
from . import transaction  # the documents that lock what follows

# isort: split
from . import currency  # what its documents are in, until the first of them locks it

# isort: split
from . import language  # what the portal speaks

# isort: split
from . import document  # what is printed, in which language

# isort: split
from . import invitation  # portal access and welcome mail, once all else is settled

# isort: split
# last, so that they are called first: the ways through the rooms
from . import ir_http, res_partner
