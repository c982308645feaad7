"""The profession pages: cards and search, one page per profession, comparison, map. All facts come from `knowledge`."""
