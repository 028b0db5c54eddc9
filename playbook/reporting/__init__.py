"""Figures to read: words, tables and charts, for a terminal, a browser and other programs alike."""
