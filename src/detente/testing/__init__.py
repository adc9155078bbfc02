"""For guests behind our doors: a fake and a conformance suite for each seam."""
