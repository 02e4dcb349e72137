"""What carries people: on wheels, on rails, on water and in the air."""
