"""Markdown as HTML."""

from __future__ import annotations

import pytest

from autograder.quiz.exports.page import html


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a < b & `c < d`", "<p>a &lt; b &amp; <code>c &lt; d</code></p>"),
        ("$a<b$ 与 $$x_1*y_2*z$$", r"<p>\(a&lt;b\) 与 \[x_1*y_2*z\]</p>"),
        ("`$x$` and `**no**`", "<p><code>$x$</code> and <code>**no**</code></p>"),
        ("**最终**状态是*同一组*权重", "<p><strong>最终</strong>状态是<em>同一组</em>权重</p>"),
        ("a * b * c and f**2 and x*y*z", "<p>a * b * c and f**2 and x*y*z</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- **a** x\n- `  y`", "<ul><li><strong>a</strong> x</li><li><code>&nbsp;&nbsp;y</code></li></ul>"),
        ("1. x\n2. y", "<ol><li>x</li><li>y</li></ol>"),
        (
            "see\n\n```python\na < 1\n\n  b\n```\n\nend",
            "<p>see</p>\n<pre><code>a &lt; 1\n\n  b</code></pre>\n<p>end</p>",
        ),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)
def test_markdown_becomes_html_and_all_else_is_escaped(markdown, expected):
    assert html(markdown) == expected
