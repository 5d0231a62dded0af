"""A mock interview: what is asked, how it goes on, and what is said at its end. Nothing here knows of a screen."""
