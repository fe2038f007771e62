"""The nearest rows of each query by inner product, with numpy and with faiss; prints what each took as JSON.

    python nearest.py <rows> <queries> <dimensions> <neighbours>
"""
import json
import sys
import time

import faiss
import numpy as np

BLOCK = 10_000

rows, queries = (np.fromfile(file, dtype=np.float32).reshape(-1, int(sys.argv[3])) for file in sys.argv[1:3])
neighbours = int(sys.argv[4])


def with_numpy():
    """In blocks of rows, so that the products of all do not have to be in memory at once."""
    best, names = None, None
    for start in range(0, len(rows), BLOCK):
        products = queries @ rows[start : start + BLOCK].T
        some = np.argpartition(products, -neighbours, axis=1)[:, -neighbours:]
        found = np.take_along_axis(products, some, axis=1)
        some = some + start
        best = found if best is None else np.concatenate([best, found], axis=1)
        names = some if names is None else np.concatenate([names, some], axis=1)
        kept = np.argpartition(best, -neighbours, axis=1)[:, -neighbours:]
        best, names = np.take_along_axis(best, kept, axis=1), np.take_along_axis(names, kept, axis=1)
    return np.take_along_axis(names, np.argsort(-best, axis=1), axis=1)


def with_faiss():
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    return index.search(queries, neighbours)[1]


result = {}
for name, search in {"numpy": with_numpy, "faiss": with_faiss}.items():
    started = time.perf_counter()
    nearest = search()
    result[name] = {"milliseconds": (time.perf_counter() - started) * 1000, "nearest": nearest[0].tolist()}
print(json.dumps(result))
