"""Make, store and read back a small helpdesk, called office, which every later release has to open."""
