"""The boundary build: from commune polygons to the table that answers which unit a point belongs to."""
