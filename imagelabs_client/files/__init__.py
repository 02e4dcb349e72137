"""Picture files: inspection, metadata formats, and atomic writing."""
