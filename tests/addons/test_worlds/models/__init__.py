from . import (
    test_world,
    test_world_app,
    test_world_bench,
    test_world_contract,
    test_world_document,
    test_world_document_words,
    test_world_install,
    test_world_journey,
    test_world_portal,
    test_world_shop,
    test_world_staff,
    test_world_website,
)
