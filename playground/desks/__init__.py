"""What a visitor has requested: pictures on their way, waiting and finished."""
