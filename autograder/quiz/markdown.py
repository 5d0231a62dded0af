"""The little Markdown that the quiz is written in: programs, code, formulas, emphasis and lists."""

from __future__ import annotations

import re

FENCE = re.compile(r"^```\w*\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\$\$(?P<display>.+?)\$\$"
    r"|\$(?P<math>[^$\n]+?)\$"
    r"|\*\*(?P<strong>(?:`[^`]+`|[^`])+?)\*\*"  # stars in code are none of these
    r"|(?<![A-Za-z0-9_*])\*(?=\S)(?P<em>[^*\n]+?)(?<=\S)\*(?![A-Za-z0-9_*])",  # no \w: Chinese has no spaces around it
    re.DOTALL,
)
LIST = re.compile(r"^(?:-|(\d+)\.) ", re.MULTILINE)
