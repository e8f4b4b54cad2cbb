"""The verbs: where a decision meets an effect."""
