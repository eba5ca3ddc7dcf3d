"""The seven fault campaigns of docs/delivery.md: `make faults`."""
