"""Alembic migrations of the database with what people entrust to us."""
