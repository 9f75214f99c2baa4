"""Attacks on the whole program, each bounded in time: nothing leaves, nothing is lost, nobody gets in."""
