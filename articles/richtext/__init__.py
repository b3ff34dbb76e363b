"""The body of an edition: its vocabulary, and everything that is done with it."""

from .blocks import Block, Mention, give_block_ids, images, keep_block_ids, mentions, plain_text, split_blocks
from .comparing import Mark, Passage, PassageKind, Piece, PieceKind, Word, compare, compare_words
from .fields import RichTextField, RichTextFormField
from .rendering import Figure, FigureOf, MentionURL, render
from .sanitising import sanitise
from .tree import RichTextError
from .widgets import RichTextWidget

__all__ = [
    "Block",
    "Figure",
    "FigureOf",
    "Mark",
    "Mention",
    "MentionURL",
    "Passage",
    "PassageKind",
    "Piece",
    "PieceKind",
    "RichTextError",
    "RichTextField",
    "RichTextFormField",
    "RichTextWidget",
    "Word",
    "compare",
    "compare_words",
    "give_block_ids",
    "images",
    "keep_block_ids",
    "mentions",
    "plain_text",
    "render",
    "sanitise",
    "split_blocks",
]
