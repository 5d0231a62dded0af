"""All that stands between trusted and untrusted code."""
