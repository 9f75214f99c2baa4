"""Tests of the evals package."""
