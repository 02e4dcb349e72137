"""The page: a Gradio app to try out an image model. It knows the client, never the wire."""

from playground.quick_import import skip_interface_files

skip_interface_files()
