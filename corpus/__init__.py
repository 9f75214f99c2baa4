"""The documents as supplied, what is known of each, and the reader that checks them."""
