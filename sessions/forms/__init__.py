"""Forms of this app: each validates one submission."""
