"""Documents parsed into structure with exact offsets: blocks, passages, quotable spans."""
