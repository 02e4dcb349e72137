"""What surrounds Gradio: the server, the document, routes, long links and the look."""
