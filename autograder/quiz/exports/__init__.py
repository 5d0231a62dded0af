"""The quiz for other tools: a file a format, and what no other tool can hold is said."""
