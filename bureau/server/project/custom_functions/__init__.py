"""The functions that the server publishes to Excel: those of the UDF module, all of them."""

from bureau.server.functions import *  # noqa: F403 - one for every published rule; xlwings looks for them here
