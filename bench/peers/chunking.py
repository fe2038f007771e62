"""Cuts texts into chunks of so many tokens, as scripts in Python do. chunking.py <jsonl> <tokenizer.json> <tokens>"""
import json
import sys
import time

from langchain_text_splitters import RecursiveCharacterTextSplitter
from semantic_text_splitter import TextSplitter
from tokenizers import Tokenizer

file, definition, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(file, encoding="utf-8") as lines:
    texts = [json.loads(line)["text"] for line in lines]
tokenizer = Tokenizer.from_file(definition)
# Else all counts end where the model does.
tokenizer.no_truncation()
tokenizer.no_padding()


def tokens(text: str) -> int:
    return len(tokenizer.encode(text, add_special_tokens=False).ids)


def measured(cut) -> dict:
    started = time.process_time()
    chunks = sum(len(cut(text)) for text in texts)
    return {"chunks": chunks, "milliseconds": (time.process_time() - started) * 1000}


rust = TextSplitter.from_huggingface_tokenizer(tokenizer, size)
langchain = RecursiveCharacterTextSplitter(
    chunk_size=size, chunk_overlap=0, length_function=tokens, separators=["\n\n", "\n", ". ", " ", ""]
)
print(json.dumps({"semantic-text-splitter": measured(rust.chunks), "LangChain": measured(langchain.split_text)}))
