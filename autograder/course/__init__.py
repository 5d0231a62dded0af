"""What an instructor does: build the assignments, grade a class with nbgrader."""
