"""What comes in and goes out as a file: bytes to plain values and back."""
