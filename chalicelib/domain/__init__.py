"""The nouns: pure rules, no vendor."""
