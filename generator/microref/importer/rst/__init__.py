"""RST text as blocks, as far as an importer has to tell them apart. Gives no block a meaning."""
