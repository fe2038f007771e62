"""Writes the fixtures in __tests__/fixtures/corpora that need a writer of their format.

    python3 -m venv /tmp/fixtures && /tmp/fixtures/bin/pip install -r scripts/corpus-fixtures/requirements.txt
    /tmp/fixtures/bin/python scripts/corpus-fixtures/make.py

What the tests expect is in the tests. Bytes may differ between versions of the writers; contents may not.
endless.parquet is not made here: scripts/soak-readers.ts found it, by changing v2-delta.parquet.
"""
import datetime
import io
import pathlib

import pikepdf
import pyarrow as pa
import pyarrow.parquet as pq
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

OUT = pathlib.Path(__file__).parents[2] / "__tests__/fixtures/corpora"


def table() -> pa.Table:
    """Seven rows; the fifth has no text, the last an empty one."""
    texts = ["eins", "zwei ä", "drei\nZeilen", "vier 😀", None, "sechs", ""]
    return pa.table(
        {
            "id": pa.array([1, 2, 3, 4, 5, 6, 2**60], pa.int64()),
            "text": texts,
            "doc": pa.array([{"text": t, "lang": "de"} for t in texts], pa.struct([("text", pa.string()), ("lang", pa.string())])),
            "kind": pa.array(["a", "b", "a", "a", None, "b", "a"]).dictionary_encode(),
            "tags": pa.array([["x", "y"], [], None, ["z"], ["x"], ["y"], []], pa.list_(pa.string())),
            "pairs": pa.array([[("k", 1)], [], None, [("l", 2)], [], [], []], pa.map_(pa.string(), pa.int32())),
            "at": pa.array([datetime.datetime(2026, 11, 22, 6, 30)] * 7, pa.timestamp("ms", tz="UTC")),
            "score": pa.array([0.5, float("nan"), None, 1.0, 2.0, 3.0, 4.0], pa.float32()),
            "raw": pa.array([b"\x00\xff"] * 7, pa.binary()),
        }
    ).drop_columns(["raw"])


def parquet() -> None:
    for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
        pq.write_table(table(), OUT / f"rows-{codec}.parquet", compression=codec, row_group_size=3)
    plain = pa.table({"text": pa.array([b"gut", b"sch\xffecht", b"gut"], pa.binary())})
    pq.write_table(plain, OUT / "not-utf8.parquet")
    pq.write_table(table().slice(0, 0), OUT / "no-rows.parquet")
    pq.write_table(
        table().select(["id", "text"]), OUT / "v2-delta.parquet", row_group_size=3, use_dictionary=False,
        data_page_version="2.0", column_encoding={"id": "DELTA_BINARY_PACKED", "text": "DELTA_BYTE_ARRAY"},
    )


def pdf() -> None:
    def document(name: str, *pages, **options) -> None:
        page = canvas.Canvas(str(OUT / name), invariant=1, pagesize=(300, 200), **options)
        for draw in pages:
            draw(page)
            page.showPage()
        page.save()

    def text(*lines: str, font: str = "Helvetica"):
        def draw(page: canvas.Canvas) -> None:
            writer = page.beginText(20, 160)
            writer.setFont(font, 12)
            for line in lines:
                writer.textLine(line)
            page.drawText(writer)

        return draw

    def image(page: canvas.Canvas) -> None:
        gray = b"P5 8 8 255\n" + bytes(range(64))
        page.drawImage(ImageReader(io.BytesIO(gray)), 20, 20, 100, 100)

    def blank(page: canvas.Canvas) -> None:
        page.setTitle("blank")

    document("pages.pdf", text("First page", "second line"), blank, text("Größe: fünf €"))
    document("scanned.pdf", text("Cover"), image)
    document("encrypted.pdf", text("geheim"), encrypt=StandardEncryption("user", "owner", strength=128))
    document("owner-locked.pdf", text("offen"), encrypt=StandardEncryption("", "owner", canPrint=0, strength=128))
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    document("font-elsewhere.pdf", text("日本語", font="HeiseiMin-W3"))
    with pikepdf.open(OUT / "pages.pdf") as whole:
        whole.save(OUT / "object-streams.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    parquet()
    pdf()
