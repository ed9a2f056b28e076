from . import (
    test_margins,
    test_pages,
    test_pictures,
    test_run,
    test_sheets,
    test_static_files,
)
