"""What surrounds Gradio: the server, the application, the document, routes, endpoints, long links and the theme."""
