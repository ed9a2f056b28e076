from . import language, permission
