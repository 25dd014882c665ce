"""Keep a copy of every attached file: the folder that holds them and the worker that fetches them."""
