"""From YAML text with positions to a Spec, or to diagnostics."""
