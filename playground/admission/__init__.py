"""Who may have how much at once: visitors known by address, the table of limits, and what is said beyond them."""
