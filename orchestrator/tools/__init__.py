"""Thin starters of `mvcrs` commands."""
