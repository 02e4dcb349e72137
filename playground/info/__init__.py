"""The tab Image info: what a picture file says about itself."""
