"""The images and files of articles as pages show them: read at once, within their rights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Exists, F, JSONField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.models import (
    Article,
    Attachment,
    AttachmentText,
    Edition,
    GalleryPlace,
    Image,
    ImageText,
    Portrait,
    Rendition,
)
from articles.richtext import Figure, FigureOf
from languages import fallbacks

__all__ = [
    "FileURL",
    "Media",
    "Picture",
    "Source",
    "figures_in",
    "file_url",
    "media_of",
    "pictures_in",
    "plain_figures_in",
    "portraits_from",
    "portraits_named",
    "portraits_of",
]

# The order in which browsers choose, the smallest files first.
SOURCES = {"avif": "image/avif", "webp": "image/webp"}
SIZES = "(min-width: 60rem) 44rem, 100vw"
USUAL_WIDTH = 960  # of what is shown where a browser knows no srcset, in pixels

FileURL = Callable[[str], str]


def file_url(name: str) -> str:
    """The public path of a file."""
    return reverse("site:file", args=[name])


@dataclass(frozen=True, slots=True)
class Source:
    """The renditions of one format: what a <source> says."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its words in one language; ``language`` is that of description and caption."""

    src: str
    srcset: str
    sources: tuple[Source, ...]
    width: int
    height: int
    card: str
    alt: str
    caption: str
    language: str
    credit: str
    rights: str

    @property
    def is_upright(self) -> bool:
        """Whether it is higher than wide."""
        return self.height > self.width


@dataclass(frozen=True, slots=True)
class Handout:
    """An attachment with its title; ``title_language`` is what the title is in, ``language`` the file or none."""

    url: str
    title: str
    title_language: str
    kind: str
    size: int
    language: str


@dataclass(slots=True)
class Media:
    """What the page of an article shows beside its text; no lead where there is none, or its rights have ended."""

    lead: Picture | None = None
    # The same, three by two.
    lead_crop: Picture | None = None
    gallery: list[Picture] = field(default_factory=list)
    attachments: list[Handout] = field(default_factory=list)
    # Those in the text, by the image's key.
    figures: dict[int, Picture] = field(default_factory=dict)


def _image(of: str = "") -> JSONObject:
    """The image with its texts and renditions, as one value of the database; ``of`` leads to it from the row."""
    image = OuterRef(f"{of.removesuffix('__')}_id" if of else "pk")
    texts = ImageText.objects.filter(image=image).order_by("pk")
    renditions = Rendition.objects.filter(image=image).order_by("width")
    names = ("file", "width", "height", "credit", "rights", "is_decorative")
    return JSONObject(
        key=F(f"{of}pk"),
        **{name: F(f"{of}{name}") for name in names},
        texts=ArraySubquery(texts.values(row=JSONObject(language="language", alt="alt", caption="caption"))),
        renditions=ArraySubquery(
            renditions.values(row=JSONObject(file="file", shape="shape", width="width", height="height"))
        ),
    )


def pictures_in(text: int | OuterRef) -> ArraySubquery:
    """The images that a text, told by its key, shows in its body, within their rights; for `figures_in`."""
    return ArraySubquery(Image.objects.within_rights().filter(figures__edition=text).values(row=_image()))


def media_of(
    articles: Iterable[int], language: str, *, url: FileURL = file_url, figures: Q | None = None
) -> dict[int, Media]:
    """What the pages of the articles (keys) show, with words in the language. Causes one query.

    ``url`` gives the address of a file by its name, ``figures`` is the condition
    on the images that the text shows itself. Who may see the articles is for the
    caller to ask.
    """
    in_text: Any = (
        Value([], output_field=ArrayField(JSONField()))
        if figures is None
        else ArraySubquery(Image.objects.within_rights().filter(figures).values(row=_image()))
    )
    leads = Image.objects.within_rights().filter(pk=OuterRef("lead_image_id"))
    shown = Image.objects.within_rights().filter(pk=OuterRef("image"))
    places = GalleryPlace.objects.filter(Exists(shown), article=OuterRef("pk")).order_by("position", "pk")
    rows = Article.objects.filter(pk__in=list(articles)).values_list(
        "pk",
        ArraySubquery(leads.values(row=_image())),
        ArraySubquery(places.values(row=_image("image__"))),
        ArraySubquery(_attachments(language)),
        in_text,
    )
    return {
        pk: Media(
            lead=next((_picture(image, language, url) for image in lead), None),
            lead_crop=next((_picture(image, language, url, shape=Rendition.Shape.LEAD) for image in lead), None),
            gallery=[_picture(image, language, url) for image in gallery],
            attachments=[_handout(attachment, language, url) for attachment in attachments],
            figures={image["key"]: _picture(image, language, url) for image in shown_in_text or []},
        )
        for pk, lead, gallery, attachments, shown_in_text in rows
    }


def portraits_named() -> ArraySubquery:
    """The portraits of those whom an article names, in a query of articles; `portraits_from` reads them."""
    portraits = Portrait.objects.filter(Exists(Image.objects.within_rights().filter(pk=OuterRef("image"))))
    of_article = portraits.filter(person__articles=OuterRef("pk"))
    return ArraySubquery(of_article.values(row=JSONObject(person="person_id", image=_image("image__"))))


def portraits_from(rows: Iterable[dict[str, Any]], language: str, *, url: FileURL = file_url) -> dict[int, Picture]:
    """What `portraits_named` selected, by person (key), described in the language."""
    return {row["person"]: _picture(row["image"], language, url) for row in rows}


def portraits_of(persons: Iterable[int], language: str, *, url: FileURL = file_url) -> dict[int, Picture]:
    """The portraits of the persons (keys) that have one within its rights, described in the language. One query.

    Who may see the persons is for the caller to ask.
    """
    portraits = Portrait.objects.filter(Exists(Image.objects.within_rights().filter(pk=OuterRef("image"))))
    rows = portraits.filter(person__in=list(persons)).values_list("person", _image("image__"))
    return {person: _picture(image, language, url) for person, image in rows}


def figures_in(pictures: Mapping[int, Picture], language: str) -> FigureOf:
    """How the images in a text are shown on its page."""

    def figure(key: int) -> Figure | None:
        return _figure(pictures[key], language, "site/_picture.html") if key in pictures else None

    return figure


def plain_figures_in(images: Iterable[dict[str, Any]], language: str, url: FileURL = file_url) -> FigureOf:
    """How the images in a text (of `pictures_in`) are shown where there is no page around it, as in feeds."""
    pictures = {image["key"]: _picture(image, language, url) for image in images}

    def figure(key: int) -> Figure | None:
        return _figure(pictures[key], language, "site/_plain_picture.html") if key in pictures else None

    return figure


def _figure(picture: Picture, language: str, template: str) -> Figure:
    context = {"picture": picture, "language": language, "sizes": SIZES, "is_lazy": True}

    def part(name: str) -> SafeString:
        return render_to_string(name, context).strip()  # type: ignore[return-value]

    return Figure(part(template), part("site/_caption.html"), part("site/_credit.html"))


def _attachments(language: str) -> QuerySet[Attachment, Any]:
    """Those of an article that a page in the language lists, its own first; of others, those that are public."""
    texts = AttachmentText.objects.filter(attachment=OuterRef("pk")).order_by("pk")
    public = Edition.objects.public().filter(article=OuterRef("article"), language=OuterRef("language"))
    listed = Attachment.objects.filter(
        Q(language__in=["", language]) | Exists(public), article=OuterRef("pk")
    ).order_by(Case(When(language__in=["", language], then=0), default=1), "position", "pk")
    titles = ArraySubquery(texts.values(row=JSONObject(language="language", title="title")))
    return listed.values(row=JSONObject(file="file", size="size", language="language", titles=titles))


def _handout(attachment: dict[str, Any], language: str, url: FileURL) -> Handout:
    titles = {row["language"]: row["title"] for row in attachment["titles"]}
    spoken = next((code for code in [*fallbacks(language), *titles] if code in titles), language)
    kind = attachment["file"].rpartition(".")[2].upper()
    title = titles.get(spoken, kind)
    return Handout(url(attachment["file"]), title, spoken, kind, attachment["size"], attachment["language"])


def _picture(
    image: dict[str, Any], language: str, url: FileURL, *, shape: Rendition.Shape = Rendition.Shape.WHOLE
) -> Picture:
    """Of one that has not the shape yet, the whole image."""
    texts = {text["language"]: text for text in image["texts"]}
    spoken = next((code for code in [*fallbacks(language), *texts] if code in texts), language)
    words = texts.get(spoken, {"alt": "", "caption": ""})
    shaped = [made for made in image["renditions"] if made["shape"] == shape]
    if not shaped and shape != Rendition.Shape.WHOLE:
        return _picture(image, language, url)
    by_ending: dict[str, list[dict[str, Any]]] = {}
    for made in shaped:
        by_ending.setdefault(made["file"].rpartition(".")[2], []).append(made)
    # Where no renditions were made yet, the image itself is what there is.
    plain = by_ending.get("jpg") or [image]
    usual = max(
        (made for made in plain if made["width"] <= USUAL_WIDTH), key=lambda made: made["width"], default=plain[0]
    )
    card = next((made["file"] for made in image["renditions"] if made["shape"] == Rendition.Shape.CARD), image["file"])
    return Picture(
        src=url(usual["file"]),
        srcset=_srcset(plain, url) if len(plain) > 1 else "",
        sources=tuple(
            Source(media_type, _srcset(by_ending[ending], url))
            for ending, media_type in SOURCES.items()
            if ending in by_ending
        ),
        **_size(image, shaped, shape),
        card=url(card),
        alt="" if image["is_decorative"] else words["alt"],
        caption=words["caption"],
        language=spoken,
        credit=image["credit"],
        rights=image["rights"],
    )


def _size(image: dict[str, Any], shaped: list[dict[str, Any]], shape: Rendition.Shape) -> dict[str, int]:
    shown = image if shape == Rendition.Shape.WHOLE else shaped[-1]
    return {"width": shown["width"], "height": shown["height"]}


def _srcset(made: list[dict[str, Any]], url: FileURL) -> str:
    return ", ".join(f"{url(rendition['file'])} {rendition['width']}w" for rendition in made)
