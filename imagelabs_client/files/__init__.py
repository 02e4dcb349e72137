"""Picture files: what they hold, in which format, and how they are written whole or not at all."""
