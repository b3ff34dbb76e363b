"""A text as a PDF: what a press office hands out."""

from __future__ import annotations

import hashlib
from functools import partial
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from . import pdf
from .article import article_page, former_address
from .files import public_file
from .occasions import occasion_of
from .pages import absolute, not_found, public_page, redirect_for_good
from .reading import chronicles, public_texts

__all__ = ["article_pdf"]


@public_page
def article_pdf(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The text on paper. Caches ask each time; it is made only for whom it has changed."""
    edition = public_texts(language).filter(slug=slug).select_related("article").first()
    if edition is None:
        address = former_address(language, slug, "article-pdf")
        return redirect_for_good(address) if address else not_found(request)
    chronicle, occasion = chronicles([edition])[edition.pk], occasion_of(edition)
    page = article_page(request, edition, chronicle, template="site/handout.html", occasion=occasion)
    etag = quote_etag(hashlib.sha256(page.content).hexdigest()[:32])
    response: HttpResponse | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = _made(request, page.content.decode(), f"{slug}.pdf")
    response.headers["ETag"] = etag
    response.headers["Content-Language"] = language
    return response


def _made(request: HttpRequest, html: str, filename: str) -> HttpResponse:
    in_full = partial(absolute, request)
    files = in_full(reverse("site:file", args=["x.png"])).removesuffix("x.png")
    try:
        content = pdf.written(html, base_url=in_full("/"), files=files, read_file=_content)
    except pdf.Busy:
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    disposition = content_disposition_header(as_attachment=False, filename=filename) or "inline"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _content(name: str) -> bytes | None:
    """What a file holds that the public may have; None of any other."""
    found = public_file(unquote(name))
    if found is None:
        return None
    with found.file.open("rb") as file:
        content: bytes = file.read()
    return content
