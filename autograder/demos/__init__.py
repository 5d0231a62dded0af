"""Demonstrations for a lecture: what is shown as plain data, and how it is drawn, on paper and in a terminal."""
