"""Finding what is public by its words."""
