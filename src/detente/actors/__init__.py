"""The actor room: who is who, on a day."""
