"""Sheets for tests: a text with everything that a text can have, made into units as the exchange makes them."""

from pathlib import Path

import pytest
from lxml import etree

from articles.richtext import sanitise, split_blocks
from articles.translation.xliff import Match, Segment, Sheet, State, Term, Unit, take_apart
from tests.paths import SCHEMAS

EVERYTHING = """
<p>Ministers met in <strong>Vilnius</strong> and <em>not <strong>only</strong></em> there:
H<sub>2</sub>O, 10<sup>3</sup>.</p>
<h2>What <span data-mention="person:12">Ms Šimonytė</span> said</h2>
<blockquote cite="https://example.org/"><p>“All for one”<br>she said.</p>
<footer>A <a href="/en/x/">source</a></footer></blockquote>
<ul><li><p>One</p><ul><li><p>Inner <q>item</q></p></li></ul></li><li><p>Two &amp; three &lt;3</p></li></ul>
<ol start="3" type="a"><li><p><a href="https://example.org/?a=1&amp;b=2">A link</a>
<span data-footnote="">A <em>note</em>.</span></p></li></ol>
<table><caption>Figures</caption><thead><tr><th scope="col"><p>Year</p></th><th></th></tr></thead>
<tbody><tr><td colspan="2"><p>2%\u00a0more</p></td></tr></tbody></table>
<figure><img src="/p.png" alt="A &quot;flag&quot;"><figcaption>The <strong>flag</strong></figcaption></figure>
<figure><img src="/q.png" alt=""></figure>
<p lang="ar" dir="rtl">مرحبا <span lang="en" dir="ltr">NATO</span></p>
"""


def unit(html: str, *, key: str = "body:aaaaaaaa", target: bool = False, **fields: object) -> Unit:
    """A unit of a block, translated by itself where ``target``."""
    stretches, codes = take_apart(html)
    segments = [
        Segment(
            f"s{number}",
            stretch.tokens,
            stretch.tokens if target else None,
            State.TRANSLATED if target else State.UNSAID,
            stretch.name,
        )
        for number, stretch in enumerate(stretches, 1)
    ]
    return Unit(key, "paragraph", segments, codes, **fields)


def sheet(html: str = EVERYTHING, *, source: str = "en", target: str = "fr", is_done: bool = False) -> Sheet:
    """A sheet of a body, with notes, facts, a term and a match."""
    blocks = [block for block in split_blocks(sanitise(html)) if take_apart(block.html)[0]]
    extras = {
        "notes": ("Keep it short.",),
        "terms": (Term("NATO", ("OTAN", "Alliance"), "The Alliance."),),
        "matches": (Match("Ministers met.", "Les ministres se sont réunis.", 82.5, "newsroom"),),
    }
    units = [
        unit(block.html, key=f"body:{block.id}", target=is_done, **(extras if number == 0 else {}))
        for number, block in enumerate(blocks)
    ]
    return Sheet("article/1/source/2.3/target/4.5", source, target, units, ("For tomorrow.",), {"Title": "A title"})


def schema(tmp_path: Path) -> etree.XMLSchema:
    """The OASIS schema of the core with those of the modules; skips the test where they are not."""
    folder = SCHEMAS / "xliff"
    if not folder.is_dir():
        pytest.skip(f"the OASIS schemas are not at {folder}")
    core = (folder / "xliff_core_2.0.xsd").read_text()
    (tmp_path / "core.xsd").write_text(core.replace("informativeCopiesOf3rdPartySchemas/w3c/xml.xsd", "xml.xsd"))
    for name in ("xml", "metadata", "glossary", "matches"):
        text = (folder / f"{name}.xsd").read_text()
        (tmp_path / f"{name}.xsd").write_text(text.replace("../xliff_core_2.0.xsd", "core.xsd"))
    namespaces = {
        "core": "urn:oasis:names:tc:xliff:document:2.0",
        "metadata": "urn:oasis:names:tc:xliff:metadata:2.0",
        "glossary": "urn:oasis:names:tc:xliff:glossary:2.0",
        "matches": "urn:oasis:names:tc:xliff:matches:2.0",
    }
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{name}.xsd"/>' for name, namespace in namespaces.items()
    )
    (tmp_path / "all.xsd").write_text(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>')
    return etree.XMLSchema(etree.parse(tmp_path / "all.xsd"))
