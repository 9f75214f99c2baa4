"""What was understood of a document, as counts and as one HTML page."""
