"""What people put up and carry out of doors."""
