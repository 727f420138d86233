"""The grammar of a spec, declared once for the loader and for editors."""
