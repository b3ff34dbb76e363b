"""Translation agencies: orders with a link, and the exchange of texts as XLIFF. Nothing here approves or releases."""
