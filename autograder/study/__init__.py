"""Study alone: a workspace, a grader that watches it, drills, mock interviews, and how far one has come."""
