"""The form: the parameters of a picture, and the tools that help to choose them."""
