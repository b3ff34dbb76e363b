"""The public HTML of a body: no ids, mentions linked, notes numbered, tables that scroll."""

from django.utils.safestring import SafeString
from hypothesis import given, settings

from articles.richtext import mentions, plain_text, render

from .markup import elements, ids, visible_text
from .strategies import tangles


def test_ids_are_stripped() -> None:
    html = render('<p data-block="aaaaaaaa">a</p>')
    assert html == "<p>a</p>"
    assert isinstance(html, SafeString)


def test_a_mention_is_a_link_where_there_is_a_page() -> None:
    html = '<p><span data-mention="person:12">A</span> <span data-mention="organisation:7">B</span></p>'
    rendered = render(html, mention_url=lambda kind, pk: f"/{kind}/{pk}/" if kind == "person" else None)
    assert rendered == '<p><a href="/person/12/">A</a> B</p>'
    assert render(html) == "<p>A B</p>"
    assert mentions(html) == [("person", 12), ("organisation", 7)]


def test_footnotes_are_numbered_and_lead_back() -> None:
    rendered = render(
        '<p>a<span data-footnote="">first</span> b<span data-footnote="">second</span></p>', note_prefix="n"
    )
    assert '<sup><a href="#n-1" id="n-1-ref" role="doc-noteref" aria-label="Note 1">1</a></sup>' in rendered
    assert '<li id="n-2">second <a href="#n-2-ref" role="doc-backlink"' in rendered


def test_an_attribution_stands_outside_the_quote() -> None:
    rendered = render("<blockquote><p>a</p><footer>M. B</footer></blockquote>")
    assert rendered == '<figure class="quote"><blockquote><p>a</p></blockquote><figcaption>M. B</figcaption></figure>'


def test_a_table_scrolls_by_keyboard_and_names_its_headers() -> None:
    rendered = render("<table><caption>T</caption><tr><th>a</th><th>b</th></tr><tr><th>c</th><td>d</td></tr></table>")
    assert rendered.startswith('<div class="table-scroll" role="region" aria-label="T" tabindex="0"><table>')
    assert '<th scope="col">a</th>' in rendered
    assert '<th scope="row">c</th>' in rendered


def test_short_items_are_written_without_paragraphs() -> None:
    assert render("<ul><li><p>a</p></li></ul>") == "<ul><li>a</li></ul>"


def test_plain_text_parts_blocks_by_an_empty_line() -> None:
    html = '<h2>T</h2><p>a<br>b<span data-footnote="">n</span></p><ul><li>c</li><li>d</li></ul>'
    assert plain_text(html) == "T\n\na\nb [n]\n\nc\nd"


@given(tangles)
@settings(max_examples=200, deadline=None)
def test_nothing_that_acts_is_rendered(html: str) -> None:
    rendered = render(html, mention_url=lambda kind, pk: f"/{kind}/{pk}/")
    assert not ids(rendered)
    for tag, attributes in elements(rendered):
        assert tag not in ("script", "style", "iframe", "svg", "math", "object")
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    if "data-footnote" not in html:
        assert visible_text(rendered) == visible_text(render(html))
