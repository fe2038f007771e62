"""Opens outputs as people do, each with every reader of its format, and prints what they saw: {"FILE, READER": [rows]}."""
import json
import sys

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import safetensors.numpy


def rows_of(records):
    """Rows from dictionaries, whose vectors become the bytes of their components."""
    rows = []
    for record in records:
        vector = numpy.asarray(record.pop("vector"))
        fields = {name: None if value != value else value for name, value in record.items() if name != "id"}
        rows.append({"id": record["id"], "vector": vector.tobytes().hex(), "fields": fields})
    return rows


def of_table(table):
    field = table.schema.field("vector").type
    if not pyarrow.types.is_fixed_size_list(field):
        raise TypeError(f"vector is {field}, not a list of fixed size")
    table.validate(full=True)
    vectors = table["vector"].combine_chunks().flatten().to_numpy(zero_copy_only=False).reshape(-1, field.list_size)
    records = table.drop_columns(["vector"]).to_pylist()
    return rows_of({**record, "vector": vector} for record, vector in zip(records, vectors))


def of_frame(frame):
    return rows_of(frame.astype(object).where(frame.notna(), None).to_dict("records"))


def of_polars(frame):
    vectors = frame["vector"].to_numpy()
    return rows_of({**row, "vector": vector} for row, vector in zip(frame.drop("vector").to_dicts(), vectors))


def of_duckdb(relation):
    names = relation.columns
    records = [dict(zip(names, row)) for row in relation.fetchall()]
    return rows_of({**record, "vector": numpy.array(record["vector"], dtype=numpy.float32)} for record in records)


def of_matrix(file, matrix):
    with open(file.rsplit(".", 1)[0] + ".ids.jsonl", encoding="utf-8") as lines:
        ids = [json.loads(line) for line in lines]
    if len(ids) != len(matrix):
        raise ValueError(f"{len(ids)} ids for {len(matrix)} rows")
    return [{"id": name, "vector": row.tobytes().hex()} for name, row in zip(ids, matrix)]


def of_jsonl(file):
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            vector = numpy.array(row["vector"], dtype=numpy.float32)
            fields = {"text": row["text"], "metadata": row.get("metadata")}
            yield {"id": row["id"], "vector": vector.tobytes().hex(), "fields": fields}


def arrow_file(file):
    with pyarrow.memory_map(file) as source:
        return pyarrow.ipc.open_file(source).read_all()


READERS = {
    "parquet": {
        "pyarrow": lambda file: of_table(pyarrow.parquet.read_table(file)),
        "pandas": lambda file: of_frame(pandas.read_parquet(file)),
        "polars": lambda file: of_polars(polars.read_parquet(file)),
        "duckdb": lambda file: of_duckdb(duckdb.sql(f"SELECT * FROM '{file}'")),
    },
    "arrow": {
        "pyarrow": lambda file: of_table(arrow_file(file)),
        "pandas": lambda file: of_frame(pandas.read_feather(file)),
        "polars": lambda file: of_polars(polars.read_ipc(file)),
    },
    "npy": {"numpy": lambda file: of_matrix(file, numpy.load(file, mmap_mode="r"))},
    "safetensors": {"safetensors": lambda file: of_matrix(file, safetensors.numpy.load_file(file)["embeddings"])},
    "jsonl": {"json": lambda file: list(of_jsonl(file))},
}

seen = {}
for name in sys.argv[1:]:
    for reader, read in READERS[name.rsplit(".", 1)[1]].items():
        seen[f"{name.rsplit('/', 1)[-1]}, {reader}"] = read(name)
json.dump(seen, sys.stdout)
