"""Handle the buttons of administrators."""
