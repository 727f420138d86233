"""Samples: whether each is what its message says, at its version. One judge, one set of kinds."""
