"""The tables and what is kept in them."""
