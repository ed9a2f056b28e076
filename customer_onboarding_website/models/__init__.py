from . import language, login, permission, signup
