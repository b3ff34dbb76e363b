"""Bodies for property-based tests: tidy ones, and any tangle of tags."""

from hypothesis import strategies as st

_TAGS = """
    p div span b strong i em q cite u font a ul ol li blockquote footer h1 h2 h4 h6 table caption thead tbody tr td th
    figure figcaption img br hr sub sup pre code dl dt dd section script style svg math iframe template o:p textarea
"""
_ATTRIBUTES = st.sampled_from(
    [
        "",
        ' data-block="aaaaaaaa"',
        ' data-block="bbbbbbbb"',
        ' data-block="A"',
        ' href="https://example.org/?a=1&amp;b=2"',
        ' href="javascript:alert(1)"',
        ' src="/picture.png" alt="a &quot;b&quot;"',
        ' lang="ar" dir="rtl"',
        ' lang="no such thing"',
        ' data-mention="person:12"',
        ' data-mention="person:x"',
        ' data-footnote=""',
        ' colspan="3" rowspan="2" scope="col"',
        ' start="4" type="a"',
        ' style="font-weight:bold" onclick="alert(1)"',
        ' cite="https://example.org/"',
    ]
)
_TEXT = st.text(alphabet="ab \n\xa0<>&\"'é语ع\u200b", max_size=8)
_START = st.builds("<{}{}>".format, st.sampled_from(_TAGS.split()), _ATTRIBUTES)
_END = st.builds("</{}>".format, st.sampled_from(_TAGS.split()))

#: Tags opened, closed and left open at random, with text between them.
tangles = st.lists(st.one_of(_START, _END, _TEXT), max_size=25).map("".join)

sentences = st.text(alphabet="abcdefghijklmnop qrstuvwxyz é语ع", min_size=20, max_size=80).filter(
    lambda text: len(set(text.split())) > 2
)
paragraphs = st.lists(sentences, min_size=1, max_size=6, unique_by=lambda text: "".join(text.split()))
