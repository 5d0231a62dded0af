"""What a student's folder is made from: the helpers of its tests, and the tests that are written by hand."""
