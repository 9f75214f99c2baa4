"""The web pages: one Gradio application with plain pages beside it, served on this machine only."""
