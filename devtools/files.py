"""Writing files that another process may be reading or running."""

import os


def write(path, text, mode=0o644):
    """Give `path` this text at once, unless it has it already."""
    if path.exists() and path.read_text() == text:
        return
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text)
    partial.chmod(mode)
    partial.replace(path)
