"""What browsers get: the document in one language, Gradio's files compressed, and addresses of any length answered."""
