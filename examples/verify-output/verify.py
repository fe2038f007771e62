"""Verifies a sharded output of embed-once, or some of its shards, against the manifest.

    python3 verify.py embeddings.manifest.json [embeddings-00003.parquet ...]

Verifies all shards unless you name some. Needs Python 3.9, and pyarrow for Parquet and Arrow.
"""
import ast
import hashlib
import json
import struct
import sys
from pathlib import Path


class MerkleTree:
    """RFC 6962, section 2.1: a 0 byte is hashed before each leaf, a 1 byte before each node."""

    def __init__(self):
        self.trees = []  # complete subtrees, largest first: (number of leaves, root)
        self.leaves = 0

    def add(self, content):
        count, root = 1, hashlib.sha256(b"\0" + content).digest()
        while self.trees and self.trees[-1][0] == count:
            root = hashlib.sha256(b"\1" + self.trees.pop()[1] + root).digest()
            count *= 2
        self.trees.append((count, root))
        self.leaves += 1

    def root(self):
        roots = [root for _, root in self.trees]
        if not roots:
            return hashlib.sha256().hexdigest()
        root = roots.pop()
        while roots:
            root = hashlib.sha256(b"\1" + roots.pop() + root).digest()
        return root.hex()


def jsonl_rows(path, dimensions, dtype):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["id"], struct.pack(f"<{len(row['vector'])}f", *row["vector"])


def matrix_rows(path, dimensions, dtype):
    row_bytes = dimensions * (2 if dtype == "float16" else 4)
    with open(path, "rb") as matrix, open(path.with_suffix(".ids.jsonl"), encoding="utf-8") as ids:
        if path.suffix == ".npy":
            matrix.seek(8)
            header = ast.literal_eval(matrix.read(struct.unpack("<H", matrix.read(2))[0]).decode("latin-1"))
            rows = header["shape"][0]
        else:
            header = json.loads(matrix.read(struct.unpack("<Q", matrix.read(8))[0]))
            rows = header["embeddings"]["shape"][0]
        for _ in range(rows):
            yield json.loads(ids.readline()), matrix.read(row_bytes)


def table_rows(path, dimensions, dtype):
    import pyarrow.ipc
    import pyarrow.parquet

    if path.suffix == ".parquet":
        batches = pyarrow.parquet.ParquetFile(path).iter_batches(columns=["id", "vector"])
    else:
        file = pyarrow.ipc.open_file(path)
        batches = (file.get_batch(number) for number in range(file.num_record_batches))
    for batch in batches:
        vectors = batch.column("vector").flatten().to_numpy(zero_copy_only=False).reshape(-1, dimensions)
        for name, vector in zip(batch.column("id").to_pylist(), vectors):
            yield name, vector.tobytes()


READERS = {"jsonl": jsonl_rows, "npy": matrix_rows, "safetensors": matrix_rows, "parquet": table_rows, "arrow": table_rows}


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def manifest_faults(manifest):
    """Yields the faults of the manifest itself."""
    shards, rows, tree = manifest["shards"], 0, MerkleTree()
    for shard in shards:
        if shard["firstRow"] != rows:
            yield f"{shard['files'][0]['name']}: begins at row {shard['firstRow']}, and the shards before it end at {rows}"
        rows += shard["rows"]
        tree.add(bytes.fromhex(shard["merkleRoot"]))
    if not rows == manifest["rows"] == manifest["records"]:
        yield f"{manifest['records']} records, {manifest['rows']} rows, {rows} rows in the shards: they are not the same"
    if tree.root() != manifest["merkleRoot"]:
        yield "the Merkle root is not that of the shards' roots"


def shard_faults(manifest, shard, folder):
    """Yields the faults of a shard's files."""
    for file in shard["files"]:
        path = folder / file["name"]
        if not path.exists():
            yield f"{file['name']}: is not there"
        elif path.stat().st_size != file["bytes"]:
            yield f"{file['name']}: has {path.stat().st_size} bytes, not {file['bytes']}"
        elif sha256_of(path) != file["sha256"]:
            yield f"{file['name']}: has another SHA-256"
    name, vectors, tree = shard["files"][0]["name"], manifest["vectors"], MerkleTree()
    try:
        for row, vector in READERS[manifest["format"]](folder / name, vectors["dimensions"], vectors["dtype"]):
            utf8 = row.encode()
            tree.add(struct.pack("<I", len(utf8)) + utf8 + vector)
    except Exception as error:  # readers raise many types for damaged files
        yield f"{name}: cannot be read: {error}"
        return
    if tree.leaves != shard["rows"]:
        yield f"{name}: has {tree.leaves} rows, not {shard['rows']}"
    elif tree.root() != shard["merkleRoot"]:
        yield f"{name}: its rows are not those of the manifest"


def main(manifest_path, *names):
    path = Path(manifest_path)
    manifest = json.loads(path.read_text(encoding="utf-8"))
    known = {shard["files"][0]["name"]: shard for shard in manifest["shards"]}
    wanted = [Path(name).name for name in names] or list(known)
    faults = list(manifest_faults(manifest))
    faults += [f"{name}: the manifest does not name it" for name in wanted if name not in known]
    shards = [known[name] for name in wanted if name in known]
    for shard in shards:
        faults += shard_faults(manifest, shard, path.parent)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(f"{len(shards)} of {len(known)} shards, {sum(shard['rows'] for shard in shards)} of {manifest['rows']} rows: as written")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
