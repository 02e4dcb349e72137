"""HTTP request bodies: reading, validation, and error responses."""
