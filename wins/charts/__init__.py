"""Charts as SVG drawn on the server: geometry in pure functions, and what stands in a picture."""
