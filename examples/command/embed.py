#!/usr/bin/env python3
"""embedder-command for embed-once: any sentence-transformers model.  pip install sentence-transformers"""

import json
import sys

from sentence_transformers import SentenceTransformer

model = SentenceTransformer(sys.argv[1])

for line in sys.stdin:
    texts = json.loads(line)["texts"]
    vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    print(json.dumps({"vectors": vectors.tolist()}), flush=True)
