"""The library of the threat map: what two functions or more could share."""

__version__ = "0.1.0"
