"""The rules, one file each. `checks.registry` lists them; nothing is imported here."""
