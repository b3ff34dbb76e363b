"""Units: the paragraphs of a translation, each with what it was made from."""
