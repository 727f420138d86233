"""An os-api-ref tree to a spec, with what the reading leaves in doubt. Writes no file."""
