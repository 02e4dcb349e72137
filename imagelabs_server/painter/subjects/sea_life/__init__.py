"""What lives in the sea."""
