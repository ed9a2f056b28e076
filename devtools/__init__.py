"""What stands behind ./dev: one module per concern.

Until `venv.enter` has run, only the standard library is there: `cli`, `console`,
`paths`, `cache`, `venv`, `apt`, `node` and `lint` keep to it.
"""
