"""Writes the fixtures in __tests__/fixtures/corpora that need a writer of their format.

    python3 -m venv /tmp/fixtures && /tmp/fixtures/bin/pip install -r scripts/corpus-fixtures/requirements.txt
    /tmp/fixtures/bin/python scripts/corpus-fixtures/make.py

What the tests expect is in the tests. Bytes may differ between versions of the writers; contents may not.
endless.parquet is not made here: scripts/soak-readers.ts found it, by changing v2-delta.parquet.
"""
import datetime
import decimal
import io
import pathlib
import struct

import cramjam
import duckdb
import fastparquet
import pandas
import pikepdf
import polars
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


def types() -> pa.Table:
    """A column of each type, with the values at its ends, and a third row without any."""
    at = datetime.datetime(2026, 11, 22, 6, 30, 15, 123456)
    old = datetime.datetime(1900, 1, 1)
    exact = decimal.Decimal("123456789012345678901234567890.12345678")
    money = [decimal.Decimal("1234567890123456.78"), decimal.Decimal("-0.01"), None]
    columns = {
        "text": (pa.string(), ["eins", "zwei", None]),
        "flag": (pa.bool_(), [True, False, None]),
        "i8": (pa.int8(), [-128, 127, None]),
        "u16": (pa.uint16(), [65535, 1, None]),
        "u32": (pa.uint32(), [2**32 - 1, 1, None]),
        "i64": (pa.int64(), [-(2**63), 2**53 - 1, None]),
        "u64": (pa.uint64(), [2**64 - 1, 1, None]),
        "half": (pa.float16(), [1.5, float("inf"), None]),
        "double": (pa.float64(), [0.1, float("nan"), None]),
        "dec9": (pa.decimal128(9, 2), [decimal.Decimal("1234567.89"), decimal.Decimal("-0.01"), None]),
        "dec18": (pa.decimal128(18, 2), money),
        "dec38": (pa.decimal128(38, 8), [exact, decimal.Decimal("-1E-8"), None]),
        "prices": (pa.list_(pa.decimal128(18, 2)), [money, [], None]),
        "bill": (pa.map_(pa.string(), pa.struct([("sum", pa.decimal128(18, 2))])), [[("a", {"sum": money[0]})], [], None]),
        "date": (pa.date32(), [datetime.date(1969, 12, 31), datetime.date(2026, 11, 22), None]),
        "time": (pa.time64("us"), [datetime.time(23, 59, 59, 999999), datetime.time(0, 0), None]),
        "ms": (pa.timestamp("ms"), [at, old, None]),
        "us": (pa.timestamp("us", tz="Europe/Berlin"), [at, old, None]),
        "ns": (pa.timestamp("ns"), [1795329015123456789, -1, None]),
        "bytes": (pa.binary(), [b"\x00\xff", b"", None]),
        "large": (pa.large_string(), ["groß", "", None]),
        "none": (pa.null(), [None, None, None]),
        "vector": (pa.list_(pa.float32(), 2), [[1.0, 2.0], [3.0, 4.0], None]),
        "structs": (
            pa.list_(pa.struct([("a", pa.int32()), ("b", pa.list_(pa.string()))])),
            [[{"a": 1, "b": ["x", None]}, None], [], None],
        ),
        "deep": (
            pa.struct([("s", pa.struct([("t", pa.list_(pa.list_(pa.string())))]))]),
            [{"s": {"t": [["a"], [], None]}}, {"s": None}, None],
        ),
    }
    arrays = {name: pa.array(values, its) for name, (its, values) in columns.items()}
    arrays["code"] = pa.array([5, 6, None]).dictionary_encode()
    arrays["uuid"] = pa.ExtensionArray.from_storage(pa.uuid(), pa.array([bytes(range(16)), bytes(16), None], pa.binary(16)))
    arrays["json"] = pa.ExtensionArray.from_storage(pa.json_(), pa.array(['{"a":1}', "no JSON", None]))
    return pa.table(arrays)


def parquet_of_all_types() -> None:
    pq.write_table(types(), OUT / "types.parquet")
    for codec in ["brotli", "lz4"]:
        pq.write_table(
            types(), OUT / f"types-v2-{codec}.parquet", compression=codec, row_group_size=1, use_dictionary=False,
            data_page_version="2.0",
        )
    pq.write_table(types().select(["text", "ms", "us", "ns"]), OUT / "int96.parquet", use_deprecated_int96_timestamps=True)


def parquet_of_others() -> None:
    rows = duckdb.sql(
        """select * from (values
             (1, 'eins', 12.50::decimal(9,2), [1, 2], {'a': date '2026-11-22'}, timestamp '2026-11-22 06:30:15.123456'),
             (2, 'zwei', null, [], null, null),
             (3, null, 0, null, {'a': null}, null)) as rows(id, text, price, list, struct, time)"""
    )
    rows.write_parquet(str(OUT / "duckdb.parquet"), compression="lz4_raw")
    polars.DataFrame(
        {"id": ["a", "b", "c"], "text": ["eins", "zwei", None], "list": [[1.5], [], None], "flag": [True, None, False]},
    ).write_parquet(OUT / "polars.parquet", compression="lz4")


def parquet_with_lz4() -> None:
    """LZ4_RAW, and the codec that was given up: one block, as fastparquet writes it, or blocks with lengths, as Hadoop did."""
    frame = pandas.DataFrame({"id": range(2000), "text": [f"the text of row {row}, and more of it" for row in range(2000)]})
    pq.write_table(pa.Table.from_pandas(frame), OUT / "lz4-raw.parquet", compression="lz4", use_dictionary=False)
    block = fastparquet.compression.compressions["LZ4"]
    fastparquet.write(str(OUT / "lz4-block.parquet"), frame, compression="LZ4")

    def hadoop(data: bytes, **_) -> bytes:
        parts = [bytes(data)[at : at + 8192] for at in range(0, len(data), 8192)]
        compressed = [bytes(cramjam.lz4.compress_block(part, store_size=False)) for part in parts]
        return b"".join(struct.pack(">II", len(part), len(its)) + its for part, its in zip(parts, compressed))

    fastparquet.compression.compressions["LZ4"] = hadoop
    fastparquet.write(str(OUT / "lz4-hadoop.parquet"), frame, compression="LZ4")
    fastparquet.compression.compressions["LZ4"] = block


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
    parquet_of_all_types()
    parquet_of_others()
    parquet_with_lz4()
    pdf()
