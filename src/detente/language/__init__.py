"""The language room: sentences, words, mentions, coreference, and the encoder later heads share."""
