"""The tab History, and the folder in which the server keeps pictures as well."""
