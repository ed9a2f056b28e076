from . import permission
