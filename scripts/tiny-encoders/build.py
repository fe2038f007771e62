#!/usr/bin/env python3
"""Builds tiny encoders of several architectures, and what sentence-transformers makes of texts with each.

    pip install --requirement requirements.txt
    python build.py PARITY_TEXTS TARGET_FOLDER

PARITY_TEXTS: texts.jsonl.gz, which scripts/parity/build.py makes. Tokenizers are trained on its real texts, and the reference is
computed for the first REAL of them and all nasty ones.

Each model has random weights: its vectors mean nothing, but it is shaped, tokenized for, configured and exported as a published one of
its kind is. A folder each, in the layout of Transformers.js, and in it reference.jsonl, a line a text with its token ids as the reference
tokenizer gives them, and reference.f32, little-endian float32 [EMBEDDED, SIZE], what `encode` gives with torch.
`refused/` holds graphs that are no text encoders.
"""

import base64
import gzip
import json
import logging
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import sentencepiece
import torch
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.float16 import convert_float_to_float16
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig,
    BertModel,
    ModernBertConfig,
    ModernBertModel,
    MPNetConfig,
    MPNetModel,
    NomicBertConfig,
    NomicBertModel,
    PreTrainedTokenizerFast,
    XLMRobertaConfig,
    XLMRobertaModel,
)

REAL = 40
# Texts with a reference vector; all have reference ids.
EMBEDDED = 120
TRAINING = 2000
VOCABULARY = 300
SIZE = 32
MAX_TOKENS = 48
# Of these, settings are written as before version 6.
OLDER = ("bge", "e5")
COMMON = {"hidden_size": SIZE, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
# Large enough that tokens and their order show in the vectors.
SPREAD = {"initializer_range": 0.25}


def wordpiece(texts, special, closing):
    """As BERT and MPNet have it: lowercase, pieces of words."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=special, limit_alphabet=90, show_progress=False))
    tokenizer.post_processor = framed(tokenizer, *closing)
    return tokenizer


def byte_pairs(texts):
    """As ModernBERT has it: bytes, merged."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=special, initial_alphabet=alphabet, show_progress=False))
    tokenizer.post_processor = framed(tokenizer, "[CLS]", "[SEP]")
    return tokenizer


def unigram(texts):
    """As XLM-R has it: SentencePiece with its own map of characters, in the form that transformers converts it to."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "texts").write_text("\n".join(text.replace("\n", " ") for text in texts))
        sentencepiece.SentencePieceTrainer.train(
            input=f"{folder}/texts", model_prefix=f"{folder}/spm", vocab_size=VOCABULARY - 2, model_type="unigram",
            character_coverage=0.9995, normalization_rule_name="nmt_nfkc", num_threads=1, minloglevel=2,
        )
        spm = sentencepiece.SentencePieceProcessor(model_file=f"{folder}/spm.model")
        content = Path(f"{folder}/spm.model").read_bytes()
    # SentencePiece's ids: <unk> <s> </s>, then the pieces. XLM-R's: <s> <pad> </s> <unk>, the pieces, <mask>.
    pieces = [(spm.id_to_piece(number), spm.get_score(number)) for number in range(3, spm.get_piece_size())]
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *pieces, ("<mask>", 0.0)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Precompiled(characters_map(content))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = framed(tokenizer, "<s>", "</s>")
    return tokenizer


def characters_map(model):
    """ModelProto.normalizer_spec (3) .precompiled_charsmap (2) of a SentencePiece model."""
    return field(field(model, 3), 2)


def field(message, wanted):
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        size = {1: 8, 5: 4}.get(key & 7, 0)
        if key & 7 in (0, 2):
            value, at = varint(message, at)
            size = value if key & 7 == 2 else 0
        if key >> 3 == wanted:
            return message[at : at + size]
        at += size
    raise KeyError(wanted)


def varint(message, at):
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def framed(tokenizer, first, last):
    return processors.TemplateProcessing(
        single=f"{first} $A {last}", pair=f"{first} $A {last} $B {last}",
        special_tokens=[(word, tokenizer.token_to_id(word)) for word in (first, last)],
    )


def fast(tokenizer, names, **more):
    special = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), names))
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=MAX_TOKENS, **special, **more)


def encoders(texts):
    """name, model, tokenizer, pooling, whether it normalizes, settings, forms of the weights, prompt for the reference"""
    bert = wordpiece(texts, ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], ("[CLS]", "[SEP]"))
    bert_words = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
    config = BertConfig(vocab_size=VOCABULARY, max_position_embeddings=MAX_TOKENS, **COMMON, **SPREAD)
    prompts = {"prompts": {"query": "Represent this sentence for searching relevant passages: "}}
    yield "bge", BertModel(config, add_pooling_layer=False), fast(bert, bert_words), "cls", True, prompts, ("fp32", "fp16", "quantized", "q4"), None

    mpnet = wordpiece(texts, ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"], ("<s>", "</s>"))
    config = MPNetConfig(vocab_size=VOCABULARY, max_position_embeddings=MAX_TOKENS + 2, **COMMON, **SPREAD)
    words = ("<pad>", "[UNK]", "<s>", "</s>", "<mask>")
    tokenizer = fast(mpnet, words, model_input_names=["input_ids", "attention_mask"])
    yield "mpnet", MPNetModel(config, add_pooling_layer=False), tokenizer, "mean", True, {}, ("quantized", "q4-integers", "external"), None

    config = XLMRobertaConfig(
        vocab_size=VOCABULARY, max_position_embeddings=MAX_TOKENS + 2, type_vocab_size=1, pad_token_id=1, bos_token_id=0, eos_token_id=2,
        **COMMON, **SPREAD,
    )
    words = ("<pad>", "<unk>", "<s>", "</s>", "<mask>")
    tokenizer = fast(unigram(texts), words, model_input_names=["input_ids", "attention_mask"])
    prompts = {"prompts": {"query": "query: ", "passage": "passage: "}}
    yield "e5", XLMRobertaModel(config, add_pooling_layer=False), tokenizer, "mean", True, prompts, ("fp32",), "query"

    config = ModernBertConfig(
        vocab_size=VOCABULARY, max_position_embeddings=4 * MAX_TOKENS, local_attention=16, global_attn_every_n_layers=2,
        pad_token_id=3, cls_token_id=1, sep_token_id=2, bos_token_id=1, eos_token_id=2, attn_implementation="eager", **COMMON, **SPREAD,
    )
    words = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
    tokenizer = fast(byte_pairs(texts), words, model_input_names=["input_ids", "attention_mask"])
    yield "modernbert", ModernBertModel(config), tokenizer, "mean", True, {}, ("fp32", "half"), None

    config = NomicBertConfig(vocab_size=VOCABULARY, max_position_embeddings=MAX_TOKENS, **COMMON, **SPREAD)
    prompts = {"prompts": {"query": "search_query: ", "document": "search_document: "}, "default_prompt_name": "document"}
    yield "nomic", NomicBertModel(config, add_pooling_layer=False), fast(bert, bert_words), "mean", False, prompts, ("fp32",), None


def export(model, inputs, file):
    """[texts, tokens] in, last_hidden_state [texts, tokens, SIZE] out, as Transformers.js' own conversion names them."""

    class States(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, *columns):
            return self.model(**dict(zip(inputs, columns))).last_hidden_state

    sample = torch.ones(2, 9, dtype=torch.long)
    columns = tuple(sample * (name != "token_type_ids") for name in inputs)
    shape = {0: torch.export.Dim("texts", max=4096), 1: torch.export.Dim("tokens", min=2, max=MAX_TOKENS)}
    program = torch.onnx.export(
        States().eval(), columns, input_names=inputs, output_names=["last_hidden_state"], dynamic_shapes=((shape,) * len(inputs),), dynamo=True,
        verbose=False,
    )
    program.save(str(file), external_data=False)
    graph = onnx.load(file)
    # Where each node comes from in Python: twice the size of all else.
    del graph.metadata_props[:], graph.functions[:]
    del graph.graph.value_info[:], graph.graph.metadata_props[:]
    for part in [*graph.graph.node, *graph.graph.input, *graph.graph.output, *graph.graph.initializer]:
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(graph, file)


def write_forms(folder, forms):
    """The files that repositories offer, by the tools that make them. `external`: weights in a file of their own; `half`: fp16 out
    too; `q4-integers`: activations in 8 bits."""
    whole = folder / "model.onnx"
    for form in forms:
        if form in ("fp16", "half"):
            onnx.save(convert_float_to_float16(onnx.load(whole), keep_io_types=form == "fp16"), folder / "model_fp16.onnx")
        elif form == "quantized":
            quantize_dynamic(whole, folder / "model_quantized.onnx", weight_type=QuantType.QInt8)
        elif form.startswith("q4"):
            level = 4 if form == "q4-integers" else None
            quantizer = MatMulNBitsQuantizer(onnx.load(whole), bits=4, block_size=32, is_symmetric=True, accuracy_level=level)
            quantizer.process()
            onnx.save(quantizer.model.model, folder / "model_q4.onnx")
    if "external" in forms:
        onnx.save(onnx.load(whole), whole, save_as_external_data=True, location="model.onnx_data", size_threshold=256)


def write_older_settings(folder, pooling):
    """As sentence-transformers before version 6 wrote them, and most published models have them."""
    modes = {"cls": "pooling_mode_cls_token", "mean": "pooling_mode_mean_tokens"}
    flags = {flag: mode == pooling for mode, flag in modes.items()}
    write_json(folder / "1_Pooling/config.json", {"word_embedding_dimension": SIZE, **flags, "pooling_mode_max_tokens": False})
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False})
    modules = json.loads((folder / "modules.json").read_text())
    for module in modules:
        module["type"] = f"sentence_transformers.models.{module['type'].split('.')[-1]}"
    write_json(folder / "modules.json", modules)


def write_json(file, content):
    file.write_text(json.dumps(content, indent=2) + "\n")


def build(name, model, tokenizer, pooling, normalizes, settings, forms, prompt, texts, target):
    folder = target / name
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as source:
        model.eval().save_pretrained(source)
        tokenizer.save_pretrained(source)
        modules = [Transformer(source, max_seq_length=MAX_TOKENS), Pooling(SIZE, pooling_mode=pooling)]
        sentence = SentenceTransformer(modules=[*modules, Normalize()] if normalizes else modules, device="cpu", **settings)
    sentence.save(str(folder), create_model_card=False)
    (folder / "model.safetensors").unlink()
    if name in OLDER:
        write_older_settings(folder, pooling)
    inputs = ["input_ids", "attention_mask", *(["token_type_ids"] if name in ("bge", "nomic") else [])]
    (folder / "onnx").mkdir()
    export(model, inputs, folder / "onnx/model.onnx")
    write_forms(folder / "onnx", forms)
    vectors = sentence.encode(texts[:EMBEDDED], prompt_name=prompt, batch_size=16, show_progress_bar=False)
    assert vectors.dtype == np.float32 and vectors.shape == (EMBEDDED, SIZE)
    (folder / "reference.f32").write_bytes(vectors.astype("<f4").tobytes())
    ids = [sentence.tokenizer(text, truncation=True, max_length=MAX_TOKENS)["input_ids"] for text in texts]
    (folder / "reference.jsonl").write_text("\n".join(json.dumps(one, separators=(",", ":")) for one in ids) + "\n")


def refused(folder):
    """Graphs that are something else than text encoders; only their inputs and outputs matter."""
    number, batch = TensorProto.FLOAT, ["texts", "tokens"]
    text = [("input_ids", TensorProto.INT64, batch), ("attention_mask", TensorProto.INT64, batch)]
    past = ["texts", 2, "past", 8]
    graphs = {
        "image": ([("pixel_values", number, ["images", 3, 8, 8])], ("last_hidden_state", number, ["images", 3, 8, 8])),
        "decoder": ([*text, ("past_key_values.0.key", number, past)], ("logits", number, [*batch, VOCABULARY])),
        "classifier": (text, ("logits", number, ["texts", 2])),
        "fill-mask": (text, ("logits", number, [*batch, VOCABULARY])),
    }
    folder.mkdir(exist_ok=True)
    for name, (inputs, output) in graphs.items():
        node = helper.make_node("Cast", [inputs[0][0]], [output[0]], to=number)
        graph = helper.make_graph(
            [node], name, [helper.make_tensor_value_info(*one) for one in inputs], [helper.make_tensor_value_info(*output)]
        )
        onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), folder / f"{name}.onnx")


def main():
    source, target = map(Path, sys.argv[1:3])
    lines = [json.loads(line)["text"] for line in gzip.decompress(source.read_bytes()).decode().strip().split("\n")]
    texts = lines[:REAL] + lines[TRAINING:]
    logging.getLogger("onnxruntime").setLevel(logging.ERROR)
    target.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    for name, *encoder in encoders(lines[:TRAINING]):
        build(name, *encoder, texts, target)
    refused(target / "refused")


if __name__ == "__main__":
    main()
