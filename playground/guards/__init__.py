"""Doors that are shut: what strangers, other sites and broken programs cannot do with the page and its server."""
