"""The hidden tests, and the independent oracles they compare with."""
