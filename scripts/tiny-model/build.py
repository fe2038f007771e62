#!/usr/bin/env python3
"""Builds the tiny model: a text encoder of a few kilobytes in the layout of a real one, for tests that start many processes.

    pip install --requirement requirements.txt
    python build.py TARGET_FOLDER

Its tokens are characters; the state of a token is a row of a random table. It means nothing, but it is loaded, tokenized for and
run as any model is, in a tenth of the time.
"""

import json
import string
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIZE = 8
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CHARACTERS = string.ascii_lowercase + string.digits + string.punctuation

vocabulary = SPECIAL + list(CHARACTERS) + [f"##{character}" for character in CHARACTERS]

tokenizer = {
    "version": "1.0",
    "truncation": None,
    "padding": None,
    "added_tokens": [
        {"id": number, "content": word, "special": True, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
        for number, word in enumerate(SPECIAL)
    ],
    "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
    "pre_tokenizer": {"type": "BertPreTokenizer"},
    "post_processor": {
        "type": "TemplateProcessing",
        "single": [
            {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
            {"Sequence": {"id": "A", "type_id": 0}},
            {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
        ],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
        "special_tokens": {
            word: {"id": word, "ids": [vocabulary.index(word)], "tokens": [word]} for word in ("[CLS]", "[SEP]")
        },
    },
    "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
    "model": {
        "type": "WordPiece",
        "unk_token": "[UNK]",
        "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100,
        "vocab": {word: number for number, word in enumerate(vocabulary)},
    },
}

table = np.random.default_rng(1).standard_normal((len(vocabulary), SIZE)).astype(np.float32)
shape = ["texts", "tokens"]
graph = helper.make_graph(
    [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"], axis=0)],
    "tiny",
    [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")],
    [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, SIZE])],
    [numpy_helper.from_array(table, "table")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
onnx.checker.check_model(model)

target = Path(sys.argv[1])
(target / "onnx").mkdir(parents=True, exist_ok=True)
(target / "1_Pooling").mkdir(exist_ok=True)
onnx.save(model, target / "onnx/model.onnx")
(target / "tokenizer.json").write_text(json.dumps(tokenizer, indent=1) + "\n")
(target / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 64}) + "\n")
(target / "config.json").write_text(
    json.dumps({"model_type": "bert", "hidden_size": SIZE, "max_position_embeddings": 64, "vocab_size": len(vocabulary)}) + "\n"
)
(target / "1_Pooling/config.json").write_text(json.dumps({"word_embedding_dimension": SIZE, "pooling_mode_mean_tokens": True}) + "\n")
