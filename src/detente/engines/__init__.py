"""How much at once: the same reading, in this process or in several."""
