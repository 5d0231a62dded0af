"""The renderings of a Report, a file each: terminal, classes, html, as_json. They read reports and decide nothing."""
