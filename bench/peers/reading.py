"""Reads a corpus and makes the SHA-256 of each text: what a script in Python does. reading.py <file>"""
import csv
import hashlib
import json
import sys
import time

csv.field_size_limit(1 << 24)


def texts(file: str):
    with open(file, encoding="utf-8", newline="") as lines:
        if file.endswith(".txt"):
            yield from (line.strip() for line in lines)
        elif file.endswith(".jsonl"):
            yield from (json.loads(line)["text"] for line in lines)
        else:
            yield from (row["text"] for row in csv.DictReader(lines))


started = time.process_time()
records = sum(1 for text in texts(sys.argv[1]) if hashlib.sha256(text.encode()).digest())
print(json.dumps({"records": records, "milliseconds": (time.process_time() - started) * 1000}))
