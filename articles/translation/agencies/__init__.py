"""Work with translation agencies: XLIFF out and in, orders with a deadline."""
