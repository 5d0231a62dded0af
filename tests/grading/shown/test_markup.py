"""HTML elements are safe by the way they are made."""

from autograder.grading.shown.markup import document, element


def test_text_is_escaped_and_an_element_is_not():
    made = element("p", "a < b & c", element("b", "d"))
    assert made == "<p>a &lt; b &amp; c<b>d</b></p>"


def test_an_attribute_cannot_be_left():
    made = element("a", "x", href='"><script>\x1b')
    assert made == r'<a href="&quot;&gt;&lt;script&gt;\x1b">x</a>'


def test_a_name_that_python_keeps_for_itself_is_written_with_an_underscore():
    assert element("i", class_="bar", aria_hidden="true") == '<i class="bar" aria-hidden="true"></i>'


def test_joining_texts_to_an_element_does_not_make_them_elements():
    assert element("p", element("b", "x") + "<i>") == "<p>&lt;b&gt;x&lt;/b&gt;&lt;i&gt;</p>"


def test_a_title_is_escaped():
    assert "<title>&lt;/title&gt;</title>" in document("</title>", element("p"), lang="en", style="")
