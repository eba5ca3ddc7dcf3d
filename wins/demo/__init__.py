"""The fictional trajectory "Thuis in Oeverhoek" (docs/method.md §10) and synthetic data for measuring."""
