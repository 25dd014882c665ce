"""The process that has imported the bot already, of which tests fork the processes that they kill."""

from multiprocessing import get_context

# A fresh interpreter takes seconds of processor time to import the bot; a fork takes none. There is one such
# process for each process of the tests, so it imports what any of them needs.
FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["tests.forked_modules"])
