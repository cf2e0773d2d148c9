"""What people ask: (session, *, actor, now, ...) to a DataFrame."""
