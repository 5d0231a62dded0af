"""Reference solutions: readable enough to teach from, and the only place an answer is written."""
