"""The municipal desk: the command line, and what receives, registers and answers."""
