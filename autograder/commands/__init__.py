"""The commands of `rnnkit`, a file each: `run(options)` does what was asked and returns the exit status."""
