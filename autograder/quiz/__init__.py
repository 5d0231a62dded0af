"""Questions on recurrent networks: what they are, how they are asked, and whether an answer is right."""
