"""The whole country at once: counts and tiles from arrays, equal to what `domain` and `usecases` make."""
