"""Readers of what people type and upload: texts, names, e-mail addresses, files and spreadsheets."""
