from . import language, login, permission
