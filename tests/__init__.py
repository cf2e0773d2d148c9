"""What must hold, told as sentences about a cast. ``python -m tests`` runs all of it."""
