"""How hypothesis runs: no deadline, because the machine may be busy; few examples, to be quick."""

from hypothesis import settings

settings.register_profile("here", deadline=None, max_examples=40, print_blob=True)
settings.load_profile("here")
