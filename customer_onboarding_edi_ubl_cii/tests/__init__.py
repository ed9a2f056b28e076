from . import test_edi_address
