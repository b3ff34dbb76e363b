"""Translation: alignment and staleness of paragraphs, checks, memory, glossary, machine drafts and agencies."""
