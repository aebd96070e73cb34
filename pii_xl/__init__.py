"""pii-xl: collect, check, score and report the Provincial Innovation Index of Vietnam."""

__version__ = "0.2.0"
