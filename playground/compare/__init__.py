"""The tab Compare: a grid over one or two parameters, and pictures side by side."""
