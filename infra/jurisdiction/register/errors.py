"""The one refusal of the import."""


class UnusableSource(Exception):  # noqa: N818 - named for what it is
    """The file cannot be imported; the text names layer and feature and says why, in one sentence."""
