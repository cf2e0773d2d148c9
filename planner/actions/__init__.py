"""What people do: verbs on (session, *, actor, now, ...) that never commit."""
