"""What browsers fetch without a page: gate, sign-in, first page, files, health."""
