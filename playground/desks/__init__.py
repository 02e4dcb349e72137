"""What a visitor has asked for: pictures on their way, waiting and finished."""
