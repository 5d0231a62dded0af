"""rnnkit: builds, grades and explains assignments on recurrent networks."""

__version__ = "0.1.0"
