"""Lexical and dense indexes over passages, spans and plain questions; fusion; storage on disk."""
