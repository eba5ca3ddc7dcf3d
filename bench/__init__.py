"""`make bench`: what the budgets of docs/bench.md cost in time and memory, each beside its floor."""
