"""Second opinions on the files we write, by programs of others that the ordinary tests do not need (``make opinions``)."""
