"""Repositories of LPSEs, applications, questions and packages."""
