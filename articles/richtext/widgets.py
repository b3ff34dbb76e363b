"""The editor's widget: django-prose-editor's Tiptap, set up from the body's vocabulary."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.forms import Script
from django.utils.translation import gettext as _
from js_asset import ImportMap, Media

from languages import direction

from .vocabulary import editor_vocabulary

_MODULES = ImportMap(
    {
        "django-prose-editor/editor": "django_prose_editor/editor.js",
        "newsroom/richtext/dialog": "richtext/dialog.js",
        "newsroom/richtext/library": "richtext/library.js",
        "newsroom/richtext/paste": "richtext/paste.js",
        "newsroom/richtext/toolbar": "richtext/toolbar.js",
        "newsroom/richtext/vocabulary": "richtext/vocabulary.js",
    }
)


class RichTextWidget(forms.Textarea):
    """A textarea of HTML that becomes the editor where there is JavaScript.

    ``language`` is that of the text; it may be set after the form was made. It
    decides the spelling checker's language and the direction of writing.
    ``library`` are the addresses by which images of the newsroom's own are
    chosen ("choose") and seen ("thumbnail", that of image 0); without them the
    editor offers none. It is called when the widget is rendered.

    Render the media with ``{% csp_nonce_attr form.media %}``, as the stock
    admin does: the import map in it is an inline script, which the page's
    policy lets through by its nonce alone.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        language: str | None = None,
        library: Callable[[], dict[str, str]] | None = None,
    ) -> None:
        super().__init__({"rows": 20, **(attrs or {})})
        self.language = language
        self.library = library

    @property
    def media(self) -> Media:
        """The editor's modules and stylesheets."""
        return Media(
            importmap=_MODULES,
            css={"all": ["django_prose_editor/material-icons.css", "richtext/editor.css"]},
            js=[Script("richtext/editor.js", type="module")],
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context with the editor's settings and the language of the text."""
        context = super().get_context(name, value, attrs)
        attributes = context["widget"]["attrs"]
        settings: dict[str, object] = {"vocabulary": editor_vocabulary(), "labels": _labels()}
        if self.library is not None:
            settings["library"] = self.library()
        attributes["data-richtext"] = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
        if self.language:
            attributes["lang"] = self.language
            attributes["dir"] = direction(self.language)
        return context

    def use_required_attribute(self, _initial: Any) -> bool:
        """A browser cannot show its complaint at a textarea that the editor has hidden; the form complains instead."""
        return False


def _labels() -> dict[str, str]:
    return {
        "toolbar": _("Formatting"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "paragraph": _("Paragraph"),
        "heading2": _("Heading of level 2"),
        "heading3": _("Heading of level 3"),
        "heading4": _("Heading of level 4"),
        "bold": _("Strong"),
        "italic": _("Emphasis"),
        "subscript": _("Subscript"),
        "superscript": _("Superscript"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "indent": _("Make this a sub-item"),
        "outdent": _("Move this item out"),
        "blockquote": _("Quote"),
        "attribution": _("Attribution of the quote"),
        "link": _("Link"),
        "unlink": _("Remove the link"),
        "mention": _("Mention of a person or an organisation"),
        "unmention": _("Remove the mention"),
        "footnote": _("Footnote"),
        "table": _("Table"),
        "tableCaption": _("Caption of the table"),
        "addRow": _("Add a row below"),
        "deleteRow": _("Delete the row"),
        "addColumn": _("Add a column after"),
        "deleteColumn": _("Delete the column"),
        "headerCell": _("Header cell"),
        "mergeOrSplit": _("Merge or split cells"),
        "deleteTable": _("Delete the table"),
        "figure": _("Image of the media library"),
        # In the dialogs.
        "done": _("Done"),
        "cancel": _("Cancel"),
        "address": _("Address (https://…, mailto:…)"),
        "linkText": _("Text of the link"),
        "mentionKind": _("Who is mentioned"),
        "person": _("A person"),
        "organisation": _("An organisation"),
        "mentionNumber": _("Their number at the desk"),
        "mentionText": _("Name as it stands in the text"),
        "footnoteText": _("Text of the footnote"),
        "caption": _("Caption"),
        "ownCaption": _("Caption in this text"),
        "ownCaptionHelp": _("Left empty, it is the caption of the library."),
        "findImage": _("Find an image"),
        "noImage": _("No image is like that."),
        "moreImages": _("There are more. Type words of the description, the caption, the credit or the file’s name."),
        "noLibrary": _("The media library did not answer. Try again."),
        "imageNumber": _("Image"),
    }
