"""Connections: where they may lead, how long they may take, and one exchange over them."""
