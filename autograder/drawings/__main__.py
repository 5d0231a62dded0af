"""Write the drawings to where the lessons look for them."""

from autograder.drawings import drawings

for path, svg in drawings().items():
    path.write_text(svg, encoding="utf-8")
