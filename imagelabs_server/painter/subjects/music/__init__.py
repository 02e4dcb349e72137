"""What is played on."""
