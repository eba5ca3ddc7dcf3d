"""Addresses where nobody is."""

import socket


def closed_port():
    """A port of this machine that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
