"""The door of studio encoders: they send to a mount as to an Icecast, engines hear it through a socket of the home."""
