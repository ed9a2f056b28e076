"""The development mailbox: an SMTP server that keeps every mail as an .eml file."""

import asyncio
import logging
import re
import time
from email import message_from_bytes, policy
from html import unescape

from aiosmtpd.controller import Controller

from devtools.console import DevError
from devtools.network import free_port

logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells all
LINK = re.compile(r"""https?://[^\s"'<>)\]]+""")


class Mailbox:
    """Mails received on 127.0.0.1:`port`, kept in `folder`, until `stop`."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self.refused = set()  # addresses that it does not know
        self.dropping = set()  # addresses at which it once drops the line
        self.delay = 0  # seconds until it has taken a mail
        self.start()

    def start(self):
        """Listen, on the same port as before."""
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=True
        )
        self._controller.start()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        """Take one recipient, or not; called by aiosmtpd."""
        if address in self.refused:
            return "550 no such mailbox"
        if address in self.dropping:
            self.dropping.remove(address)
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 taken"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Keep one mail; called by aiosmtpd."""
        await asyncio.sleep(self.delay)
        number = time.time_ns()
        partial = self.folder / f".{number}"
        partial.write_bytes(envelope.content)
        partial.rename(self.folder / f"{number}.eml")
        return "250 kept"

    @property
    def messages(self):
        """The mails received so far, oldest first, as `email.message.EmailMessage`."""
        return read(self.folder)

    def wait(self, count=1, timeout=30):
        """Return the mails once there are at least `count`.

        Raises DevError after `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while len(messages := self.messages) < count:
            if time.monotonic() > deadline:
                raise DevError(
                    f"{len(messages)} of {count} mails arrived within {timeout} s: see "
                    "the server's log for why the others were not sent."
                )
            time.sleep(0.1)
        return messages

    def clear(self):
        """Forget the mails received so far."""
        for path in self.folder.glob("*.eml"):
            path.unlink()

    def stop(self):
        """Stop listening; the mails stay."""
        self._controller.stop()


def read(folder):
    """Return the mails kept in `folder`, oldest first."""
    paths = sorted(folder.glob("*.eml"))
    return [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths
    ]


def links(message):
    """Return the addresses a mail links to, in order, each once."""
    part = message.get_body(("html", "plain"))
    text = unescape(part.get_content()) if part else ""
    return list(dict.fromkeys(LINK.findall(text)))


def list_mails(folder):
    """Print from, to, subject and links of the mails in `folder`."""
    messages = read(folder)
    for path, message in zip(sorted(folder.glob("*.eml")), messages, strict=True):
        print(f"{message['date']}  {path}")
        for header in ("from", "to", "subject"):
            print(f"  {header:8}{message[header]}")
        for link in links(message):
            print(f"  {'link':8}{link}")
    print(f"{len(messages)} mails in {folder}")
