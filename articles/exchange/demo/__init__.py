"""A newsroom to try things in: people, articles in every standing, images, and a log-in for each role."""

from .loading import load

__all__ = ["load"]
