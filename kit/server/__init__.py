"""The server: the only part of the kit that knows tornado, Voila and the browser."""
