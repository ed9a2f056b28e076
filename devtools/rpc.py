"""A JSON-RPC client for an Odoo server, as any outside program would be one."""

import json
import urllib.request


class RpcError(Exception):
    """The server refused a call; the text is the server's own message.

    `name` is the exception's dotted name on the server, `debug` its traceback.
    """

    def __init__(self, error):
        data = error.get("data", {})
        super().__init__(data.get("message") or error["message"])
        self.name = data.get("name")
        self.debug = data.get("debug")


class Client:
    """One user of one database; `uid` is their id.

    Raises RpcError when login and password are not accepted.
    """

    def __init__(self, url, database, login, password):
        self._url = f"{url}/jsonrpc"
        self._database = database
        self._password = password
        self.uid = self._post("common", "login", database, login, password)
        if not self.uid:
            raise RpcError({"message": f"{login} cannot sign in to {database}."})

    def call(self, model, method, *args, **kwargs):
        """Return what `model.method(*args, **kwargs)` returns on the server."""
        user = (self._database, self.uid, self._password)
        return self._post("object", "execute_kw", *user, model, method, args, kwargs)

    def _post(self, service, method, *args):
        call = {"service": service, "method": method, "args": args}
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": call}
        request = urllib.request.Request(
            self._url,
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as response:
            answer = json.load(response)
        if "error" in answer:
            raise RpcError(answer["error"])
        return answer.get("result")  # left out where it is None
