"""Reading -> Summary and voices: verbatim, attributed, every word counted once a voice."""
