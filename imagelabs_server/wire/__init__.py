"""What comes in over HTTP: bodies, their checks, and the errors that answer them."""
