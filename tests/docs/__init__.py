"""The documentation, tried: what it shows is run, what it must name is named."""
