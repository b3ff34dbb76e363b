"""A large made-up archive, the same at every run, for benchmarks."""

from .filling import ArchiveRefused, extend, filled

__all__ = ["ArchiveRefused", "extend", "filled"]
