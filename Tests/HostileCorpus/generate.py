#!/usr/bin/python3
"""Makes the hostile corpus: over two hundred drops that are malformed, absurd or malicious, each with its verdict.

    Tests/HostileCorpus/generate.py DIRECTORY

Writes DIRECTORY/drops/NAME/... (the files of one drop) and DIRECTORY/expected.json (name: accepted or rejected). The same
each time. Needs GDAL's Python (python3-gdal) for the sound files that the others are made from.
"""

import gzip
import io
import json
import os
import pathlib
import random
import re
import sqlite3
import struct
import sys
import tarfile
import tempfile
import zipfile
import zlib

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()

WEST, NORTH, CELL, SIZE = 380000.0, 3204000.0, 100.0, 40


class Corpus:
    """Drops by name: their files, and what is expected of each."""

    def __init__(self):
        self.drops = {}
        self.expected = {}

    def add(self, name, files, expected="rejected"):
        """`files` maps file names to bytes; a plain value is the one file of that name."""
        if name in self.drops:
            raise ValueError(f"two drops named {name}")
        self.drops[name] = files if isinstance(files, dict) else {name: files}
        self.expected[name] = expected

    def write(self, directory):
        base = pathlib.Path(directory)
        for number, (name, files) in enumerate(self.drops.items()):
            folder = os.fsencode(base / "drops" / f"{number:03}")
            os.makedirs(folder, exist_ok=True)
            for file, data in files.items():
                path = os.path.join(folder, file if isinstance(file, bytes) else os.fsencode(file))
                if callable(data):
                    data(path)
                else:
                    with open(path, "wb") as out:
                        out.write(data)
        index = [
            {"number": number, "name": name, "expected": self.expected[name]} for number, name in enumerate(self.drops)
        ]
        (base / "expected.json").write_text(json.dumps(index, indent=1))


def sound_raster(driver, ending, options=(), crs=True, kind=gdal.GDT_Float32, value=None):
    """The files of a small sound raster, by what follows the stem."""
    with tempfile.TemporaryDirectory() as folder:
        memory = gdal.GetDriverByName("MEM").Create("", SIZE, SIZE, 1, kind)
        memory.SetGeoTransform([WEST, CELL, 0, NORTH, 0, -CELL])
        if crs:
            reference = osr.SpatialReference()
            reference.ImportFromEPSG(32641)
            memory.SetProjection(reference.ExportToWkt())
        row = bytearray()
        for r in range(SIZE):
            for c in range(SIZE):
                row += struct.pack("<f", value(c, r) if value else 10.0 + c * 0.5 + r)
        memory.WriteRaster(0, 0, SIZE, SIZE, bytes(row), SIZE, SIZE, gdal.GDT_Float32)
        path = f"{folder}/x{ending}"
        made = gdal.GetDriverByName(driver).CreateCopy(path, memory, options=list(options))
        made.FlushCache()
        del made
        return {
            name[1:]: pathlib.Path(folder, name).read_bytes()
            for name in sorted(os.listdir(folder)) if not name.endswith(".aux.xml")
        }


def sound_vector(driver, ending, geometry=ogr.wkbPoint, count=5, options=()):
    """The files of a small sound vector layer, by what follows the stem."""
    with tempfile.TemporaryDirectory() as folder:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(32641)
        dataset = ogr.GetDriverByName(driver).CreateDataSource(f"{folder}/x{ending}", options=list(options))
        layer = dataset.CreateLayer("x", reference, geometry)
        layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
        for number in range(count):
            feature = ogr.Feature(layer.GetLayerDefn())
            feature["name"] = f"showing {number}"
            point = ogr.Geometry(ogr.wkbPoint)
            point.AddPoint_2D(WEST + 500 + 300 * number, NORTH - 500 - 200 * number)
            feature.SetGeometry(point)
            layer.CreateFeature(feature)
        del layer, dataset
        return {name[1:]: pathlib.Path(folder, name).read_bytes() for name in sorted(os.listdir(folder))}


def named(stem, files, change=None):
    """The files of a drop of this stem, the one ending in `change[0]` changed by `change[1]`."""
    return {
        stem + ending: change[1](data) if change and ending == change[0] else data for ending, data in files.items()
    }


def cut(share):
    return lambda data: data[: int(len(data) * share)]


def flipped(seed, count, start=0, end=None):
    def change(data):
        chance = random.Random(seed)
        changed = bytearray(data)
        for _ in range(count):
            changed[chance.randrange(start, min(end or len(changed), len(changed)))] ^= 1 << chance.randrange(8)
        return bytes(changed)
    return change


def tiff(entries, tail=b"", next_ifd=0, order="<", magic=42):
    """A TIFF of one directory; entries are (tag, type, count, value bytes of 4)."""
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", magic, 8)
    body = struct.pack(order + "H", len(entries))
    for tag, kind, count, value in entries:
        body += struct.pack(order + "HHI", tag, kind, count) + (
            value if isinstance(value, bytes) else struct.pack(order + "I", value))
    return head + body + struct.pack(order + "I", next_ifd) + tail


def georeferenced(columns, rows, strips, tail, compression=1, offsets=None, counts=None, next_ifd=0, scale=CELL, crs=32641,
                  rows_per_strip=None, bits=32, sample=3):
    """A GeoTIFF directory whose data begin after its keys; `tail` are the data."""
    fields = 15
    at = 8 + 2 + fields * 12 + 4
    scales = struct.pack("<3d", scale, scale, 0)
    tie = struct.pack("<6d", 0, 0, 0, WEST, NORTH, 0)
    keys = struct.pack("<16H", 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, crs)
    data_at = at + len(scales) + len(tie) + len(keys)
    entries = [
        (256, 4, 1, columns), (257, 4, 1, rows), (258, 3, 1, bits), (259, 3, 1, compression), (262, 3, 1, 1),
        (273, 4, 1, data_at if offsets is None else offsets), (274, 3, 1, 1), (277, 3, 1, 1),
        (278, 4, 1, rows_per_strip or rows), (279, 4, 1, len(tail) if counts is None else counts), (284, 3, 1, 1),
        (339, 3, 1, sample), (33550, 12, 3, at), (33922, 12, 6, at + len(scales)),
        (34735, 3, 16, at + len(scales) + len(tie)),
    ]
    return tiff(entries, scales + tie + keys + tail, next_ifd)


def add_tiffs(corpus, sound):
    cells = sound["value"]
    corpus.add("r-sound.tif", sound["tif"], "accepted")
    corpus.add("r-plain.tif", georeferenced(SIZE, SIZE, 1, cells), "accepted")
    corpus.add("r-empty.tif", b"")
    corpus.add("r-text.tif", b"this is no raster\n" * 10)
    corpus.add("r-zeros.tif", bytes(5000))
    corpus.add("r-magic-only.tif", b"II*\0")
    corpus.add("r-sparse-huge.tif", georeferenced(100000, 100000, 1, b"", offsets=0, counts=0))
    corpus.add("r-most-columns.tif", georeferenced(2**31 - 1, 2**31 - 1, 1, b"", offsets=0, counts=0))
    corpus.add("r-wide.tif", georeferenced(2**31 - 1, 1, 1, b"", offsets=0, counts=0))
    corpus.add("r-no-columns.tif", georeferenced(0, 40, 1, cells))
    corpus.add("r-no-rows.tif", georeferenced(40, 0, 1, cells))
    corpus.add("r-data-beyond-the-end.tif", georeferenced(SIZE, SIZE, 1, cells, offsets=2**30))
    corpus.add("r-data-too-short.tif", georeferenced(SIZE, SIZE, 1, cells[:1000], counts=len(cells)))
    corpus.add("r-directory-cycle.tif", georeferenced(SIZE, SIZE, 1, b"", next_ifd=8, offsets=2**29))
    corpus.add("r-directory-beyond.tif", b"II*\0" + struct.pack("<I", 2**31))
    corpus.add("r-directory-empty.tif", tiff([]))
    corpus.add("r-many-fields.tif", b"II*\0" + struct.pack("<IH", 8, 65535))
    corpus.add("r-cells-of-no-size.tif", georeferenced(SIZE, SIZE, 1, cells, scale=0.0))
    corpus.add("r-cells-not-a-number.tif", georeferenced(SIZE, SIZE, 1, cells, scale=float("nan")))
    corpus.add("r-cells-infinite.tif", georeferenced(SIZE, SIZE, 1, cells, scale=float("inf")))
    corpus.add("r-crs-unknown.tif", georeferenced(SIZE, SIZE, 1, cells, crs=31999))
    corpus.add("r-all-nan.tif", georeferenced(SIZE, SIZE, 1, struct.pack("<f", float("nan")) * SIZE * SIZE))
    corpus.add("r-all-infinite.tif", georeferenced(SIZE, SIZE, 1, struct.pack("<f", float("inf")) * SIZE * SIZE))
    corpus.add("r-bits-absurd.tif", georeferenced(SIZE, SIZE, 1, cells, bits=65535))
    corpus.add("r-sample-format-absurd.tif", georeferenced(SIZE, SIZE, 1, cells, sample=99))
    corpus.add("r-compression-unknown.tif", georeferenced(SIZE, SIZE, 1, cells, compression=12345))
    corpus.add("r-deflate-bomb.tif", georeferenced(
        60000, 60000, 1, zlib.compress(bytes(1 << 24), 9), compression=8))
    corpus.add("r-deflate-garbage.tif", georeferenced(SIZE, SIZE, 1, b"\x78\x9c" + b"\xff" * 500, compression=8))
    corpus.add("r-lzw-garbage.tif", georeferenced(SIZE, SIZE, 1, b"\x80" + b"\xff" * 500, compression=5))
    corpus.add("r-packbits-bomb.tif", georeferenced(30000, 30000, 1, b"\x81\x00" * 5000, compression=32773))
    corpus.add("r-strips-of-no-rows.tif", georeferenced(SIZE, SIZE, 1, cells[:100], rows_per_strip=2**32 - 1, counts=100))
    for name, files in {"crs": {"crs": False}}.items():
        corpus.add(f"r-no-{name}.tif", sound_raster("GTiff", ".tif", **files)[".tif"])
    for share in (0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97):
        corpus.add(f"r-cut-{int(share * 100)}.tif", cut(share)(georeferenced(SIZE, SIZE, 1, cells)))
        deflated = sound_raster("GTiff", ".tif", ["COMPRESS=DEFLATE", "TILED=YES"])[".tif"]
        corpus.add(f"r-cut-tiled-{int(share * 100)}.tif", cut(share)(deflated))
    for seed in range(12):
        data = flipped(seed, 6)(sound["tif"])
        digest = __import__("hashlib").sha256(sound["tif"]).hexdigest()
        name = f"r-flipped-{seed}.tif"
        # With a .done the sender says that no more bytes come: without it the daemon waits an hour for them.
        corpus.add(name, {name: data, name + ".sha256": f"{digest}  {name}\n".encode(), name + ".done": b""})
    for seed in range(6):
        data = flipped(100 + seed, 1, 0, 4)(sound["tif"])
        corpus.add(f"r-flipped-magic-{seed}.tif", data)
    side = b'<PAMDataset><SRS>LOCAL_CS["x"]</SRS><Metadata domain="xml:VRT"><VRTDataset/></Metadata></PAMDataset>'
    corpus.add("r-with-sidecar.tif", {"r-with-sidecar.tif": sound["tif"], "r-with-sidecar.tif.aux.xml": side}, "accepted")
    corpus.add("r-with-overviews.tif", {"r-with-overviews.tif": sound["tif"], "r-with-overviews.tif.ovr": b"II*\0garbage"}, None)
    corpus.add("r-bigtiff-absurd.tif", b"II" + struct.pack("<HHHQ", 43, 8, 0, 2**60))


def add_rasters(corpus):
    sources = {
        "nc3": ("netCDF", ".nc", ["FORMAT=NC"]),
        "nc4": ("netCDF", ".nc", ["FORMAT=NC4"]),
        "asc": ("AAIGrid", ".asc", []),
        "envi": ("ENVI", ".img", []),
        "ers": ("ERS", ".ers", []),
    }
    for kind, (driver, ending, options) in sources.items():
        files = sound_raster(driver, ending, options)
        main = ending if ending in files else sorted(files)[0]
        corpus.add(f"r-{kind}-sound{ending}", named(f"r-{kind}-sound", files), "accepted")
        corpus.add(f"r-{kind}-empty{ending}", named(f"r-{kind}-empty", files, (main, lambda data: b"")))
        corpus.add(f"r-{kind}-text{ending}", named(f"r-{kind}-text", files, (main, lambda data: b"no such format\n" * 20)))
        data_part = {"ers": ""}.get(kind, main)
        for share in (0.05, 0.3, 0.6, 0.9):
            corpus.add(
                f"r-{kind}-cut-{int(share * 100)}{ending}",
                named(f"r-{kind}-cut-{int(share * 100)}", files, (data_part, cut(share))))
        if kind.startswith("nc"):
            for seed in range(4):
                corpus.add(f"r-{kind}-head-{seed}{ending}", named(
                    f"r-{kind}-head-{seed}", files, (main, lambda data, s=seed: bytes([data[0] ^ 1]) + flipped(s, 8, 1, 64)(data)[1:])))
    header = sound_raster("AAIGrid", ".asc")
    grid = header[".asc"].decode()
    prj = {".prj": header[".prj"]}
    def asc(name, text, expected="rejected", with_prj=True):
        files = {name: text.encode()}
        if with_prj:
            files[name[:-4] + ".prj"] = prj[".prj"]
        corpus.add(name, files, expected)
    asc("r-asc-columns-huge.asc", re.sub(r"ncols +\d+", "ncols 2000000000", grid))
    asc("r-asc-columns-negative.asc", re.sub(r"ncols +\d+", "ncols -5", grid))
    asc("r-asc-rows-huge.asc", re.sub(r"nrows +\d+", "nrows 2000000000", grid))
    asc("r-asc-cell-zero.asc", re.sub(r"cellsize +\S+", "cellsize 0", grid))
    asc("r-asc-cell-text.asc", re.sub(r"cellsize +\S+", "cellsize big", grid))
    asc("r-asc-no-crs.asc", grid, with_prj=False)
    asc("r-asc-long-line.asc", grid[:60] + " 1" * 2_000_000)
    envi = sound_raster("ENVI", ".img")
    for name, old, new in [
        ("samples-huge", r"samples = \d+", "samples = 2000000000"), ("lines-huge", r"lines   = \d+", "lines   = 2000000000"),
        ("bands-huge", r"bands   = \d+", "bands   = 2000000000"), ("type-absurd", r"data type = \d+", "data type = 99"),
        ("offset-absurd", r"header offset = \d+", "header offset = 999999999"),
        ("offset-negative", r"header offset = \d+", "header offset = -100"),
    ]:
        changed = re.sub(old, new, envi[".hdr"].decode()).encode()
        corpus.add(f"r-envi-{name}.img", {f"r-envi-{name}.img": envi[".img"], f"r-envi-{name}.hdr": changed})
    ers = sound_raster("ERS", ".ers")
    for name, file in [("outside", "/etc/passwd"), ("above", "../../../../etc/passwd"), ("network", "/vsicurl/http://127.0.0.1/x"),
                       ("missing", "not-there.dat")]:
        text = re.sub(rb"(DatasetHeader Begin)", rb'\1\n\tDataFile = "' + file.encode() + b'"', ers[".ers"])
        corpus.add(f"r-ers-{name}.ers", {f"r-ers-{name}.ers": text, f"r-ers-{name}": ers[""]})
    ers_huge = re.sub(rb"NrOfLines\s*=\s*\d+", b"NrOfLines = 2000000000", ers[".ers"])
    corpus.add("r-ers-lines-huge.ers", {"r-ers-lines-huge.ers": ers_huge, "r-ers-lines-huge": ers[""]})
    for ending, driver in ((".png", "PNG"), (".jpg", "JPEG")):
        picture = sound_raster(driver, ending, kind=gdal.GDT_Byte)[ending]
        corpus.add(f"r-no-position{ending}", picture)
        for share in (0.1, 0.5, 0.9):
            corpus.add(f"r-cut-{int(share * 100)}{ending}", cut(share)(picture))
        corpus.add(f"r-{driver.lower()}-as-tiff.tif", picture)
    bomb = b"\x89PNG\r\n\x1a\n"
    for tag, body in ((b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(1 << 22), 9)), (b"IEND", b"")):
        bomb += struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))
    corpus.add("r-bomb.png", bomb)
    corpus.add("r-head-only.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9")
    for ending, driver in ((".grd", "GSBG"), (".grd", "GS7BG")):
        surfer = sound_raster(driver, ending, crs=False)[ending]
        name = driver.lower()
        corpus.add(f"r-{name}-no-crs.grd", surfer)
        for share in (0.02, 0.4, 0.9):
            corpus.add(f"r-{name}-cut-{int(share * 100)}.grd", cut(share)(surfer))
        corpus.add(f"r-{name}-size-absurd.grd", surfer[:4] + b"\xff\x7f\xff\x7f" + surfer[8:])
    gxf = "#POINTS\n{c}\n#ROWS\n{r}\n#PTSEPARATION\n100\n#RWSEPARATION\n100\n#XORIGIN\n380000\n#YORIGIN\n3200000\n#DUMMY\n-1e12\n#GRID\n"
    values = "\n".join(" ".join(str(c + r) for c in range(SIZE)) for r in range(SIZE)) + "\n"
    corpus.add("r-no-crs.gxf", (gxf.format(c=SIZE, r=SIZE) + values).encode())
    corpus.add("r-points-huge.gxf", (gxf.format(c=2_000_000_000, r=2_000_000_000) + values).encode())
    corpus.add("r-points-negative.gxf", (gxf.format(c=-3, r=SIZE) + values).encode())
    corpus.add("r-cut.gxf", (gxf.format(c=SIZE, r=SIZE) + values[:500]).encode())
    corpus.add("r-no-grid.gxf", gxf.format(c=SIZE, r=SIZE)[:60].encode())


def add_virtual(corpus):
    vrt = ('<VRTDataset rasterXSize="5" rasterYSize="5"><SRS>EPSG:32641</SRS><GeoTransform>380000,100,0,3204000,0,-100'
           '</GeoTransform><VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename relativeToVRT="0">{file}'
           '</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>')
    for name, file in [
        ("passwd", "/etc/passwd"), ("network", "/vsicurl/http://127.0.0.1:1/x.tif"), ("zip", "/vsizip//etc/x.zip/y"),
        ("stdin", "/vsistdin/"), ("fifo", "/dev/stdin"), ("proc", "/proc/self/environ"), ("self", "r-vrt-self.tif"),
        ("pg", "PG:host=127.0.0.1"), ("subfile", "/vsisubfile/0_10,/etc/passwd"),
    ]:
        corpus.add(f"r-vrt-{name}.tif", vrt.format(file=file).encode())
    corpus.add("r-plain.vrt", vrt.format(file="/etc/passwd").encode())
    corpus.add("r-wms.tif", b'<GDAL_WMS><Service name="TMS"><ServerUrl>http://127.0.0.1:1/${z}</ServerUrl></Service></GDAL_WMS>')
    corpus.add("r-entities.tif", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><VRTDataset>&a;</VRTDataset>')
    laughs = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9)) + "]><kml>&a9;</kml>"
    corpus.add("v-laughs.kml", laughs.encode())
    corpus.add("v-schema.gml", b'<?xml version="1.0"?><FeatureCollection xsi:schemaLocation="http://127.0.0.1:1/a http://127.0.0.1:1/b" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>')
    corpus.add("v-virtual.geojson", b'<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>')


def point(x, y, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [x, y]}}


def add_vectors(corpus):
    inside = [point(61.775 + 0.003 * i, 28.94 + 0.002 * i, name=f"showing {i}") for i in range(5)]
    def geojson(name, value, expected="rejected"):
        corpus.add(name, value if isinstance(value, bytes) else json.dumps(value).encode(), expected)
    collection = {"type": "FeatureCollection", "features": inside}
    geojson("v-sound.geojson", collection, "accepted")
    formula = dict(collection, features=[point(61.775, 28.94, name='=HYPERLINK("http://x")<script>alert(1)</script>\'; DROP TABLE drops;--')])
    geojson("v-formula.geojson", formula, "accepted")
    geojson("v-crs-link.geojson", dict(collection, crs={"type": "link", "properties": {"href": "http://127.0.0.1:1/crs", "type": "proj4"}}))
    geojson("v-no-features.geojson", dict(collection, features=[]))
    geojson("v-nulls.geojson", dict(collection, features=[{"type": "Feature", "properties": {}, "geometry": None}] * 3))
    geojson("v-far-away.geojson", dict(collection, features=[point(-120.0, 45.0), point(10.0, -80.0)]))
    geojson("v-beyond-the-earth.geojson", dict(collection, features=[point(1e30, 1e30), point(-1e300, 5)]))
    geojson("v-deep.geojson", b'{"type":"FeatureCollection","features":' + b"[" * 100000 + b"]" * 100000 + b"}")
    geojson("v-not-numbers.geojson", json.dumps(dict(collection, features=[point("a", "b")])).encode())
    geojson("v-nan.geojson", b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[NaN,NaN]}}]}')
    text = json.dumps(collection).encode()
    for share in (0.02, 0.2, 0.5, 0.8, 0.98):
        geojson(f"v-cut-{int(share * 100)}.geojson", cut(share)(text))
    geojson("v-empty.geojson", b"")
    geojson("v-brackets.geojson", b"{}")
    geojson("v-array.geojson", b"[1,2,3]")
    geojson("v-bytes.geojson", random.Random(5).randbytes(3000))
    for driver, ending in (("GPKG", ".gpkg"), ("ESRI Shapefile", ".shp"), ("FlatGeobuf", ".fgb")):
        files = sound_vector(driver, ending)
        kind = ending[1:]
        corpus.add(f"v-{kind}-sound{ending}", named(f"v-{kind}-sound", files), "accepted")
        corpus.add(f"v-{kind}-empty{ending}", named(f"v-{kind}-empty", files, (ending, lambda data: b"")))
        corpus.add(f"v-{kind}-text{ending}", named(f"v-{kind}-text", files, (ending, lambda data: b"no such format\n" * 50)))
        for share in (0.02, 0.2, 0.5, 0.8):
            name = f"v-{kind}-cut-{int(share * 100)}"
            corpus.add(name + ending, named(name, files, (ending, cut(share))))
    shape = sound_vector("ESRI Shapefile", ".shp")
    for missing in (".shx", ".dbf"):
        name = f"v-shp-without-{missing[1:]}"
        corpus.add(name + ".shp", named(name, {e: d for e, d in shape.items() if e != missing}))
    corpus.add("v-shp-no-crs.shp", named("v-shp-no-crs", {e: d for e, d in shape.items() if e != ".prj"}))
    for ending in (".shx", ".dbf", ".shp"):
        name = f"v-shp-cut-part-{ending[1:]}"
        corpus.add(name + ".shp", named(name, shape, (ending, cut(0.6))))
        name = f"v-shp-count-absurd-{ending[1:]}"
        corpus.add(name + ".shp", named(name, shape, (ending, lambda data: data[:4] + b"\x7f\xff\xff\xff" + data[8:24] + b"\x7f\xff\xff\xff" + data[28:])))
    geopackage = sound_vector("GPKG", ".gpkg")[".gpkg"]
    def changed(name, sql, expected="rejected"):
        with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
            file.write(geopackage)
            file.flush()
            with sqlite3.connect(file.name) as database:
                database.execute("PRAGMA writable_schema = ON")
                for trigger in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                    database.execute(f'DROP TRIGGER "{trigger[0]}"')
                database.executescript(sql)
            database.close()
            corpus.add(name, pathlib.Path(file.name).read_bytes(), expected)
    changed("v-gpkg-endless-view.gpkg", """
        CREATE VIEW w AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS fid, NULL AS geom FROM c;
        INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('w', 'features', 'w', 32641);
        INSERT INTO gpkg_geometry_columns VALUES ('w', 'geom', 'POINT', 32641, 0, 0);
        DELETE FROM gpkg_geometry_columns WHERE table_name = 'x'; DELETE FROM gpkg_contents WHERE table_name = 'x';""")
    changed("v-gpkg-trigger.gpkg", "CREATE TRIGGER t AFTER INSERT ON x BEGIN DELETE FROM x; END;", None)
    changed("v-gpkg-no-crs.gpkg", "UPDATE gpkg_geometry_columns SET srs_id = -1; UPDATE gpkg_contents SET srs_id = -1;")
    changed("v-gpkg-no-rows.gpkg", "DELETE FROM x;")
    changed("v-gpkg-blob-garbage.gpkg", "UPDATE x SET geom = x'00112233';")
    changed("v-gpkg-no-contents.gpkg", "DROP TABLE gpkg_contents;")
    corpus.add("v-gpkg-flipped.gpkg", flipped(3, 400, 4096)(geopackage))
    corpus.add("v-words.csv", b"x,y\nfoo,bar\n")
    corpus.add("v-one-column.csv", b"a\n" * 100)
    corpus.add("v-nul.csv", b"x,y\n1,2\n\0\0\0\0\n")
    corpus.add("v-long-line.csv", b"x,y\n" + b"9" * 3_000_000)


def twice(data):
    """A zip whose second entry points at the first one's bytes."""
    first = data.index(b"PK\1\2")
    second = data.index(b"PK\1\2", first + 1)
    return data[:second + 42] + data[first + 42:first + 46] + data[second + 46:]


def absurd(data):
    """A zip whose entry says that it unfolds to four gigabytes."""
    place = data.index(b"PK\1\2")
    return data[:place + 24] + b"\xfe\xff\xff\xff" + data[place + 28:]


def add_containers(corpus, sound):
    def packed(entries, **options):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in entries:
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()
    corpus.add("r-zip-above.zip", packed([("../../../../tmp/r-evil.tif", sound)]))
    corpus.add("r-zip-absolute.zip", packed([("/tmp/r-evil.tif", sound)]))
    corpus.add("r-zip-bomb.zip", packed([("r-bomb.tif", bytes(1 << 28))]))
    corpus.add("r-zip-many.zip", packed([(f"r-{i}.tif", b"") for i in range(20000)]))
    corpus.add("r-zip-empty.zip", packed([]))
    corpus.add("r-zip-sound.zip", packed([("area/r-zipped.tif", sound), ("area/readme.txt", b"how it was flown")]), "accepted")
    corpus.add("r-zip-no-layer.zip", packed([("readme.txt", b"nothing else")]))
    corpus.add("r-zip-twice.zip", twice(packed([("r-a.tif", sound), ("r-b.tif", sound)])))
    corpus.add("r-zip-newline.zip", packed([("r-a\nb.tif", sound)]))
    corpus.add("r-zip-absurd-size.zip", absurd(packed([("r-a.tif", sound)])))
    corpus.add("r-zip-one-bad.zip", packed([("r-good.tif", sound), ("r-bad.tif", b"no raster")]))
    corpus.add("r-zip-cut.zip", packed([("r-cut.tif", sound)])[:-40])
    corpus.add("r-zip-garbage.zip", b"PK\3\4" + random.Random(9).randbytes(500))
    inner = packed([("r-inner.tif", sound)])
    corpus.add("r-zip-in-zip.zip", packed([("r-inner.zip", inner)]))
    def tarred(build):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            build(archive)
        return out.getvalue()
    def member(archive, name, data=b"", kind=tarfile.REGTYPE, link=""):
        info = tarfile.TarInfo(name)
        info.size, info.type, info.linkname = len(data), kind, link
        archive.addfile(info, io.BytesIO(data))
    def gzipped(data):
        return gzip.compress(data, mtime=0)
    corpus.add("r-tar-sound.tar.gz", gzipped(tarred(lambda a: member(a, "area/r-tarred.tif", sound))), "accepted")
    corpus.add("r-tar-bomb.tgz", gzipped(tarred(lambda a: member(a, "r-x.tif", bytes(1 << 28)))))
    corpus.add("r-tar-fifo.tar", tarred(lambda a: member(a, "r-x.tif", kind=tarfile.FIFOTYPE)))
    corpus.add("r-tar-hard-link.tar", tarred(lambda a: member(a, "r-x.tif", kind=tarfile.LNKTYPE, link="/etc/passwd")))
    corpus.add("r-tar-absolute.tar", tarred(lambda a: member(a, "/etc/cron.d/r-x.tif", sound)))
    corpus.add("r-tar-link.tar", tarred(lambda a: member(a, "r-x.tif", kind=tarfile.SYMTYPE, link="/etc/passwd")))
    corpus.add("r-tar-above.tar", tarred(lambda a: member(a, "../r-x.tif", sound)))
    corpus.add("r-tar-device.tar", tarred(lambda a: member(a, "r-x.tif", kind=tarfile.CHRTYPE)))
    corpus.add("r-tar-cut.tar", tarred(lambda a: member(a, "r-x.tif", sound))[:700])


def add_names(corpus, sound):
    for number, name in enumerate([
        b"r-line\nbreak.tif", b"r-return\rPRIORITY=0.tif", b"r-escape\x1b[2Jred.tif", "r-\u202egnp.tif".encode(),
        b"r-not-utf8-\xff\xfe.tif", b"r-" + b"n" * 247 + b".tif", "r-\u0430\u0440.tif".encode(), b"r-quote'\"`$(id).tif",
        b"r-=cmd|' C calc'!A0.tif", b"r-space and\ttab.tif", b"r-%00%2e%2e.tif", b"r-back\\slash.tif", b"r--rf.tif",
        "r-\u200b.tif".encode(), "r-<script>alert(1)<\u2215script>.tif".encode(),
    ]):
        # Each its own content: the same bytes would be duplicates.
        corpus.add(f"name-{number}", {name: sound(number)}, "accepted")
    corpus.add("r-link.tif", {"r-link.tif": lambda path: os.symlink("/etc/passwd", path)})
    corpus.add("r-fifo.tif", {"r-fifo.tif": lambda path: os.mkfifo(path)})
    corpus.add("r-dangling.tif", {"r-dangling.tif": lambda path: os.symlink("/nowhere", path)})
    corpus.add("stray.xyz", b"no layer takes this\n")
    corpus.add("nothing", b"")


def add_polyglots(corpus, sound):
    corpus.add("r-zip-in-tail.tif", sound(200) + b"PK\3\4" + bytes(100), "accepted")
    corpus.add("r-script-in-head.tif", b"#!/bin/sh\ntouch /tmp/pwned\n" + sound(201))
    corpus.add("r-pdf-in-head.tif", b"%PDF-1.4\n" + sound(202))
    corpus.add("r-html.tif", b"<!doctype html><script>fetch('//x')</script>")
    corpus.add("r-elf.tif", b"\x7fELF" + bytes(200))
    corpus.add("r-tiff-named-netcdf.nc", sound(203), None)
    corpus.add("r-tiff-named-png.png", sound(204), None)
    corpus.add("v-tiff-named.geojson", sound(205))
    corpus.add("r-geojson-named.tif", b'{"type":"FeatureCollection","features":[]}')
    corpus.add("r-sqlite-named.tif", b"SQLite format 3\0" + bytes(4080))


def make():
    corpus = Corpus()
    cells = b"".join(struct.pack("<f", 10.0 + c * 0.5 + r) for r in range(SIZE) for c in range(SIZE))
    sound = {"tif": sound_raster("GTiff", ".tif", value=lambda c, r: 5.0 + c - r)[".tif"], "value": cells}
    def another(number):
        return georeferenced(SIZE, SIZE, 1, b"".join(
            struct.pack("<f", 1000.0 * (number + 1) + c + r) for r in range(SIZE) for c in range(SIZE)))
    add_tiffs(corpus, sound)
    add_rasters(corpus)
    add_virtual(corpus)
    add_vectors(corpus)
    add_containers(corpus, sound["tif"])
    add_names(corpus, another)
    add_polyglots(corpus, another)
    return corpus


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    corpus = make()
    corpus.write(sys.argv[1])
    print(f"{len(corpus.drops)} drops")
