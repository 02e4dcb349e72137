"""The page: a Gradio app to try out an image model. It knows the client, never the wire."""
