"""What a person reads: progress lines, and errors as one sentence."""

import errno


class DevError(Exception):
    """Stops ./dev; its text is one sentence: what happened, and the way out."""


def step(text):
    """Print one progress line."""
    print(f"• {text}", flush=True)


def explain_os_error(error):
    """Return a sentence for an `OSError` that nobody expected where it happened."""
    where = error.filename or "a file"
    if error.errno == errno.ENOSPC:
        return (
            "The disk is full: free about 4 GB, or move the downloads with "
            "XDG_CACHE_HOME, and run the same command again."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{where} is not writable for this user: give yourself the right, or "
            "name another folder for downloads with XDG_CACHE_HOME."
        )
    return f"{error.strerror or error} ({where}): mend this and run it again."
