"""A customer's session in the portal, without a browser."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request


class PortalSession:
    """Somebody signed in to the portal of `server`.

    With no `login`, a visitor.
    """

    def __init__(self, server, login="", password=""):
        self.url = server.url
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        if login:
            form = {"login": login, "password": password}
            self.submit("/web/login", "/web/login", **form)

    def get(self, path, data=None, headers=None):
        """Return the status and the text of a page, redirections followed."""
        status, content = self.fetch(path, data, headers)
        return status, content.decode(errors="replace")

    def fetch(self, path, data=None, headers=None):
        """Return the status and the bytes of an answer, redirections followed."""
        request = urllib.request.Request(self.url + path, data, headers or {})
        try:
            with self._opener.open(request, timeout=120) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def submit(self, page, path, **values):
        """Send a form that the page `page` holds to `path`, with its CSRF token."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page)[1])
        form = {"csrf_token": found.group(1)} | values
        return self.get(path, urllib.parse.urlencode(form).encode())
