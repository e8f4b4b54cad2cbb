"""How a tile is served, whoever answers: the bucket, the edge or the API."""

ENCODING = "gzip"
CACHE = "public, max-age=5, stale-while-revalidate=60"
