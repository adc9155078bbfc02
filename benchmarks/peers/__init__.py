"""Peers that our benchmarks run beside us, from a user's own copy; nothing of theirs is kept here."""
