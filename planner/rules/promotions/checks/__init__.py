"""The checks of the audit, a family a file: each takes the grounds and gives findings."""
