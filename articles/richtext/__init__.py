"""The body of an edition: its vocabulary, and everything that is done with it."""

from .blocks import Block, Mention, keep_block_ids, mentions, plain_text, split_blocks
from .rendering import render
from .sanitising import sanitise
from .tree import RichTextError

__all__ = [
    "Block",
    "Mention",
    "RichTextError",
    "keep_block_ids",
    "mentions",
    "plain_text",
    "render",
    "sanitise",
    "split_blocks",
]
