"""Writes vectors of 384 floats with ids and texts to Parquet with pyarrow, in row groups as embed-once has them. Prints seconds.

    write_parquet.py FILE ROWS plain|zstd      how vectors are compressed; all else is zstd
"""
import sys
import time

import numpy
import pyarrow
import pyarrow.parquet

file, rows, vectors = sys.argv[1], int(sys.argv[2]), sys.argv[3]
dimensions, window = 384, 1024
group = (32 << 20) // (dimensions * 4)
rng = numpy.random.default_rng(1)
block = rng.standard_normal((window, dimensions), dtype=numpy.float32)
block /= numpy.linalg.norm(block, axis=1, keepdims=True)
schema = pyarrow.schema(
    [("id", pyarrow.string()), ("text", pyarrow.string()), ("vector", pyarrow.list_(pyarrow.float32(), dimensions))]
)
windows = []
for first in range(0, rows, window):
    count = min(window, rows - first)
    numbers = range(first, first + count)
    windows.append(([f"record-{at}" for at in numbers], [f"the text of record {at}, of some length" for at in numbers], block[:count]))

started = time.perf_counter()
compression = {"id": "zstd", "text": "zstd", "vector.list.element": "none" if vectors == "plain" else "zstd"}
with pyarrow.parquet.ParquetWriter(file, schema, compression=compression, use_dictionary=False) as writer:
    batches, gathered = [], 0
    for number, (ids, texts, matrix) in enumerate(windows):
        flat = pyarrow.array(matrix.reshape(-1))
        columns = [pyarrow.array(ids), pyarrow.array(texts), pyarrow.FixedSizeListArray.from_arrays(flat, dimensions)]
        batches.append(pyarrow.record_batch(columns, schema=schema))
        gathered += len(ids)
        if gathered >= group or number == len(windows) - 1:
            writer.write_table(pyarrow.Table.from_batches(batches), row_group_size=gathered)
            batches, gathered = [], 0
print(time.perf_counter() - started)
