"""The valid core files of the OASIS suite, read into our model and written again, say the same."""

import pytest
from lxml import etree

from articles.translation.xliff import read_upload
from articles.translation.xliff.core import read_document, write_document
from articles.translation.xliff.reading import parse_xml
from tests.paths import CORPUS

FILES = sorted((CORPUS / "xliff").rglob("*.xlf"))
TEXT = {"source", "target", "data", "note", "mrk", "pc", "skeleton"}


def said(element: etree._Element) -> tuple:
    """What an element says: name, attributes, text and children, without white space that means nothing."""
    name = etree.QName(element)
    is_text = name.localname in TEXT or not (name.namespace or "").endswith("document:2.0")
    children = [
        (*said(child), (child.tail or "") if is_text else "") for child in element if isinstance(child.tag, str)
    ]
    return (str(name), sorted(element.attrib.items()), (element.text or "") if is_text else "", children)


@pytest.mark.skipif(not FILES, reason="the OASIS suite is not there")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_the_suite_comes_back_as_it_was(path):
    root = parse_xml(path.read_bytes())

    written = etree.fromstring(write_document(read_document(root)))

    assert said(written) == said(root)


@pytest.mark.skipif(not FILES, reason="the OASIS suite is not there")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_the_suite_is_read_as_texts(path):
    sheets = read_upload(path.read_bytes())

    assert len(sheets) == len(read_document(parse_xml(path.read_bytes())).files)
    assert all(unit.segments for sheet in sheets for unit in sheet.units)
