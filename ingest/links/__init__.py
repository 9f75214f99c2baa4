"""What points elsewhere: references, corrections, glossary, what was lost."""
