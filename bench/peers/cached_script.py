"""The cached script of a Tekton pipeline that embed-once replaces, for texts whose vectors are all in Redis.

One MGET for all lines, values as raw little-endian float32, one indented JSON object from the SHA-256 of each line to
its text and vector. Settings come from the environment, under the names that the pipeline gave them. Where the
pipeline's script would load a model for what is missing, this one fails: only warm runs are compared.
"""

import hashlib
import json
import logging
import os
import sys

import numpy as np
import redis

logging.basicConfig(level=logging.INFO, format="%(asctime)s - %(levelname)s - %(message)s", stream=sys.stdout)

REDIS_URL = os.environ["REDIS_URL"]
SOURCE_DATA_PATH = os.environ["SOURCE_DATA_PATH"]
OUTPUT_EMBEDDINGS_PATH = os.environ["OUTPUT_EMBEDDINGS_PATH"]
MODEL_NAME = os.environ.get("MODEL_NAME", "all-MiniLM-L6-v2")
REDIS_KEY_PREFIX = os.environ.get("REDIS_KEY_PREFIX", f"embeddings:{MODEL_NAME}")


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def main() -> None:
    client = redis.from_url(REDIS_URL)
    client.ping()

    with open(SOURCE_DATA_PATH, encoding="utf-8") as source:
        texts = [line.strip() for line in source if line.strip()]
    hashes = [text_hash(text) for text in texts]

    values = client.mget([f"{REDIS_KEY_PREFIX}:{digest}" for digest in hashes])
    results = {}
    misses = 0
    for text, digest, value in zip(texts, hashes, values):
        if value is None:
            misses += 1
        else:
            results[digest] = {"text": text, "vector": np.frombuffer(value, dtype="<f4").tolist()}
    logging.info("Cache lookup complete. Hits: %d, Misses: %d", len(texts) - misses, misses)
    if misses:
        sys.exit(f"{misses} of {len(texts)} texts are not in Redis: there is nothing to compare")

    with open(OUTPUT_EMBEDDINGS_PATH, "w", encoding="utf-8") as output:
        json.dump(results, output, indent=2)


if __name__ == "__main__":
    main()
