"""Ends the process with status 0 before anything is asked."""

import sys

sys.exit(0)
