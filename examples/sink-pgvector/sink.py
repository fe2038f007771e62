#!/usr/bin/env python3
"""sink-command for embed-once: PostgreSQL with pgvector.  pip install 'psycopg[binary]'

Each generation is a table; the index is a view of the one that readers see. docs/sinks.md describes the protocol."""

import json
import sys

import psycopg
from psycopg.sql import SQL, Identifier, Literal

OPERATORS = {"cosine": "vector_cosine_ops", "l2": "vector_l2_ops", "ip": "vector_ip_ops"}
COLUMNS = ["id", "place", "digest", "text", "source", "record"]


class Index:
    def __init__(self, database):
        self.db = psycopg.connect(database)

    def run(self, query, *values, many=None, **names):
        cursor = self.db.cursor()
        query = SQL(query).format(table=self.table, view=self.view, **names)
        cursor.executemany(query, many) if many is not None else cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount

    def open(self, about):
        self.about, self.name = about, about["generation"]
        self.table, self.view = Identifier(self.name), Identifier(about["index"])
        if len(self.name.encode()) > 60:
            raise ValueError("PostgreSQL takes names of at most 63 bytes: use a shorter sink-index")
        # PostgreSQL releases the lock when the connection ends, even if the run is killed.
        if about["exclusive"] and not self.run("SELECT pg_try_advisory_lock(hashtext(%s))", about["index"])[0][0]:
            raise ValueError("another run is writing this index. Run it again when that run has ended")
        self.run("CREATE EXTENSION IF NOT EXISTS vector")
        self.run("CREATE TABLE IF NOT EXISTS embed_once_live (index text PRIMARY KEY, generation text)")
        columns = """id text PRIMARY KEY, place text COLLATE "C", digest text, text text, source text, record text"""
        create = "CREATE TABLE IF NOT EXISTS {table} (" + columns + ", metadata jsonb, embedding vector({dimensions}))"
        self.run(create, dimensions=Literal(about["dimensions"]))
        self.run("CREATE INDEX IF NOT EXISTS {places} ON {table} (place, id)", places=Identifier(f"{self.name} p"))
        self.db.commit()

    def live(self):
        rows = self.run("SELECT generation FROM embed_once_live WHERE index = %s", self.about["index"])
        return rows[0][0] if rows else None

    def keep(self):
        """Commits at once while readers do not see this generation, so the next run continues from there."""
        if self.about["exclusive"] and self.live() != self.name:
            self.db.commit()

    def digests(self, ids):
        found = dict(self.run("SELECT id, digest FROM {table} WHERE id = ANY(%s)", ids))
        return {"digests": [found.get(one) for one in ids]}

    def upsert(self, documents):
        rows = [[*map(one.get, COLUMNS), json.dumps(one.get("metadata")), json.dumps(one["vector"])] for one in documents]
        self.run("DELETE FROM {table} WHERE id = ANY(%s)", [one["id"] for one in documents])
        self.run("INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", many=rows)
        self.keep()

    def list(self, about):
        rows = "SELECT place, id FROM {table} WHERE (place, id) > (%s, %s) AND place < %s ORDER BY place, id LIMIT %s"
        return {"documents": self.run(rows, *about["after"], about["before"], about["limit"])}

    def remove(self, documents):
        gone = "DELETE FROM {table} WHERE (place, id) IN (SELECT * FROM unnest(%s::text[], %s::text[]))"
        removed = self.run(gone, *map(list, zip(*documents)))
        self.keep()
        return {"removed": removed}

    def publish(self, about):
        before = self.live()
        switched, dropped = about["complete"] is not None and before != self.name, []
        if switched:
            names = {"nearest": Identifier(f"{self.name} v"), "operators": SQL(OPERATORS[self.about["metric"]])}
            self.run("CREATE INDEX IF NOT EXISTS {nearest} ON {table} USING hnsw (embedding {operators})", **names)
            self.run("DROP VIEW IF EXISTS {view}")
            self.run("CREATE VIEW {view} AS SELECT * FROM {table}")
            self.run("DELETE FROM embed_once_live WHERE index = %s", self.about["index"])
            self.run("INSERT INTO embed_once_live VALUES (%s, %s)", self.about["index"], self.name)
            if before:
                self.run("DROP TABLE {old}", old=Identifier(before))
                dropped.append(before)
        documents = self.run("SELECT count(*) FROM {table}")[0][0]
        self.db.commit()
        return {"documents": documents, "switched": switched, "live": self.live() == self.name, "dropped": dropped}


index = Index(sys.argv[1])
for line in sys.stdin:
    [[question, about]] = json.loads(line).items()
    try:
        answer = getattr(index, question)(about) or {}
    except Exception as error:
        index.db.rollback()
        answer = {"error": str(error).partition("\n")[0]}
    print(json.dumps(answer), flush=True)
