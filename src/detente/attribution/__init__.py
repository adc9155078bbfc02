"""The attribution room: who says what, on whose word, with what commitment."""
