"""What follows from a Spec: resolved messages, windows, schemas. Pure functions, no findings."""
