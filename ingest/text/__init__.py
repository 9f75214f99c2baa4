"""Lines, sentences, marks, headings and dates: what can be told from the characters alone."""
