"""Tests of how letters that came back are learnt of."""
