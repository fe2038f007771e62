"""Trains tokenizers of a usual size, with all but the vocabulary from the tests' tiny ones. train_tokenizers.py <jsonl> <encoders> <folder>"""
import json
import pathlib
import shutil
import sys

from tokenizers import Tokenizer, models, trainers

file, encoders, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
with open(file, encoding="utf-8") as lines:
    texts = [json.loads(line)["text"] for line in lines]


def train(name: str, like: str, model, trainer) -> None:
    definition = json.loads((encoders / like / "tokenizer.json").read_text(encoding="utf-8"))
    pattern = Tokenizer.from_str(json.dumps(definition))
    tokenizer = Tokenizer(model)
    tokenizer.normalizer, tokenizer.pre_tokenizer = pattern.normalizer, pattern.pre_tokenizer
    tokenizer.train_from_iterator(texts, trainer([token["content"] for token in definition["added_tokens"]]))
    learned = json.loads(tokenizer.to_str())["model"]
    definition["model"].update({key: learned[key] for key in ("vocab", "merges", "unk_id") if key in learned})
    vocabulary = learned["vocab"] if isinstance(learned["vocab"], dict) else {
        piece: number for number, (piece, _) in enumerate(learned["vocab"])
    }
    for token in definition["added_tokens"]:
        token["id"] = vocabulary[token["content"]]
    for content, special in definition["post_processor"].get("special_tokens", {}).items():
        special["ids"] = [vocabulary[content]]
    (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copy(encoders / like / "tokenizer_config.json", folder / name / "tokenizer_config.json")
    (folder / name / "tokenizer.json").write_text(json.dumps(definition, ensure_ascii=False), encoding="utf-8")


def byte_pairs(special: list[str]) -> trainers.BpeTrainer:
    from tokenizers.pre_tokenizers import ByteLevel

    return trainers.BpeTrainer(
        vocab_size=30_000, special_tokens=special, initial_alphabet=ByteLevel.alphabet(), show_progress=False
    )


def unigram(special: list[str]) -> trainers.UnigramTrainer:
    return trainers.UnigramTrainer(vocab_size=16_000, special_tokens=special, unk_token="<unk>", show_progress=False)


train("bpe", "modernbert", models.BPE(), byte_pairs)
train("unigram", "e5", models.Unigram(), unigram)
