"""The coding room: who did what to whom, on whose word, when, where and about what."""
