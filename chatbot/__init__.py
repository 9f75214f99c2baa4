"""From a person's question to cited quotes: understanding, choosing, abstaining, showing."""
