"""The translation memory: what was translated and approved before."""
