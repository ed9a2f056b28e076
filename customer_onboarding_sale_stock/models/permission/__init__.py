from . import portal_area
