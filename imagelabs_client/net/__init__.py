"""The network: permitted addresses, deadlines, proxies, connections, and exchanges over them."""
