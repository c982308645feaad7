"""Custom actions: read slots, call one service, send one response."""
