#!/usr/bin/env python3
"""Plants unique values wherever a file can hold a text.

    canaries.py DIR TRUTH

Beside contents in every format and charset these are names (of files,
folders, links, members, tables, columns, sheets, elements, keys), fields that
describe a document or an archive, places that only a damaged or an encrypted
file has, and options, keys and tables that a user gives to the program.
DIR gets share/ to be swept, given/ for options; TRUTH lists {detector,
value}. The same bytes each time.
"""

import bz2
import email.message
import gzip
import io
import json
import lzma
import os
import random
import sqlite3
import struct
import sys
import tarfile
import zipfile
import zlib

sys.path.insert(0, "fixtures")
import synthetic  # noqa: E402

CHARSETS = """utf-8 utf-8-sig gbk gb18030 big5 utf-16 utf-16-le utf-16-be
utf-32 utf-32-le utf-32-be""".split()
WRITERS = {
    "cn.resident_id": synthetic.resident_id, "payment_card": synthetic.card,
    "cn.mobile": synthetic.mobile, "email": synthetic.email,
}


class Garden:
    """Each value is planted once."""

    def __init__(self, root):
        self.rng = random.Random(20261123)
        self.root = root
        self.planted = {}

    def put(self, path, data):
        full = os.path.join(os.fsencode(self.root), os.fsencode(path))
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as f:
            f.write(data.encode() if isinstance(data, str) else data)

    def value(self, detector, make=None):
        while True:
            value = (make or WRITERS[detector])(self.rng)
            if value not in self.planted:
                self.planted[value] = detector
                return value

    def id(self):
        return self.value("cn.resident_id")

    def old(self):
        return self.value("cn.resident_id", synthetic.resident_id15)

    def card(self):
        return self.value("payment_card")

    def phone(self):
        return self.value("cn.mobile")

    def mail(self):
        return self.value("email")

    def name(self):
        """Of a file, a column, ...: any kind, as people write it."""
        return self.rng.choice((
            lambda: f"张三_{self.id()}", lambda: f"{self.id()}-正面",
            lambda: f"IMG{self.phone()}b", lambda: f"卡 {self.card()}",
            lambda: f"旧证{self.old()}", lambda: f"k_{self.phone()}",
            lambda: f"x{self.id()}", self.phone, self.mail))()

    def line(self):
        return (f"客户{synthetic.name(self.rng)}，身份证号{self.id()}，旧证"
                f"号码：{self.old()}，手机{self.phone()}，银行卡号 "
                f"{self.card()}，邮箱 {self.mail()}。")

    def row(self):
        return [self.id(), self.phone(), self.card(), self.mail(),
                self.old()]


def texts(g):
    for charset in CHARSETS:
        text = "".join(f"{g.line()}\n" for _ in range(12))
        g.put(f"文本/{charset}.txt", text.replace("，", " ").encode(
            charset, "replace"))
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    card, phone = g.card(), g.phone()
    g.put("文本/forms.txt", "\n".join((
        f"证件：{g.id().translate(wide)}", f"电话 +86 {phone[:3]}-"
        f"{phone[3:7]}-{phone[7:]}", f"卡号 {card[:4]} {card[4:8]} "
        f"{card[8:12]} {card[12:]}", f"x{g.id().lower()}")))
    g.put("文本/damaged.txt", b"\xff\xfe\x00" + g.line().encode() + b"\x81")
    g.put("文本/log.json", json.dumps({g.name(): g.line(), "k": {
        g.name(): [g.id(), int(g.phone())]}}) + "\n")


def tables(g):
    for delimiter, name in ((",", "csv"), ("\t", "tsv"), (";", "eu.csv"),
                            ("|", "pipe.csv"), ("\x01", "hive.csv")):
        rows = [["证件号" + g.name(), "手机", "卡号 " + g.card(), g.mail(),
                 g.phone()]] + [g.row() for _ in range(30)]
        g.put(f"表/{g.name()}.{name}", "".join(
            delimiter.join(row) + "\n" for row in rows).encode("gbk"))
    for quote, dialect in ("``", "mysql"), ('""', "pg"), ("[]", "mssql"):
        def q(name, quote=quote):
            return f"{quote[0]}{name}{quote[1]}"
        rows = ",".join("('" + "','".join(g.row()) + "')" for _ in range(20))
        g.put(f"表/{dialect}_{g.phone()}.sql",
              f"-- Host: {g.mail()}  Database: {g.name()}\n"
              f"/* {g.line()} */\nUSE {q(g.name())};\n"
              f"CREATE TABLE {q(g.name())} ({q(g.name())} varchar(20) COMMENT "
              f"'{g.line()}', {q('b' + g.phone())} text, c int, d int, e int"
              f") COMMENT='{g.name()}';\n"
              f"INSERT INTO {q(g.name())} ({q(g.name())},{q(g.name())}) VALUES "
              f"('{g.id()}','{g.phone()}');\n"
              f"INSERT INTO t VALUES {rows};\n"
              f"COPY {q(g.name())} ({q(g.name())}, b) FROM stdin;\n"
              f"{g.id()}\t{g.phone()}\n\\.\nINSERT INTO cut VALUES ('{g.id()}")


def packed(files, comment=b"", extra=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            if extra:
                member.comment, member.extra = extra()
            if name == "mimetype":
                member.compress_type = zipfile.ZIP_STORED
            z.writestr(member, data)
        z.comment = comment
    return out.getvalue()


CORE = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/'
        'package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>%s</dc:creator><dc:title>%s</dc:title>"
        "<cp:keywords>%s</cp:keywords></cp:coreProperties>")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def office(g, main, kind, parts):
    """An OOXML package with what belongs to all of them."""
    folder = main.split("/")[0]
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}relationships/{t}" '
        f'Target="{target}"{mode}/>'
        for i, (t, target, mode) in enumerate([
            ("worksheet", "worksheets/sheet1.xml", ""),
            ("comments", "comments.xml", ""),
            ("slide", "slides/slide1.xml", ""),
            ("hyperlink", f"mailto:{g.mail()}", ' TargetMode="External"'),
            ("hyperlink", f"http://h/?id={g.id()}",
             ' TargetMode="External"')], 1))
    types = (f'<Types xmlns="{PACKAGE}content-types"><Default Extension="xml"'
             ' ContentType="application/xml"/><Default Extension="rels" '
             'ContentType="application/vnd.openxmlformats-package.'
             f'relationships+xml"/><Override PartName="/{main}" '
             'ContentType="application/vnd.openxmlformats-officedocument.'
             f'{kind}.main+xml"/></Types>')
    top = (f'<Relationships xmlns="{PACKAGE}relationships"><Relationship '
           f'Id="rId1" Type="{OFFICE}relationships/officeDocument" '
           f'Target="{main}"/></Relationships>')
    return packed({
        "[Content_Types].xml": types, "_rels/.rels": top,
        f"{folder}/_rels/{main.split('/')[1]}.rels":
            f'<Relationships xmlns="{PACKAGE}relationships">{links}'
            "</Relationships>",
        "docProps/core.xml": CORE % (g.name(), g.line(), g.id()),
        "docProps/custom.xml": f'<Properties xmlns="{OFFICE}custom-properties'
            f'"><property name="{g.name()}"><lpwstr>{g.id()}</lpwstr>'
            "</property></Properties>",
        "customXml/item1.xml": f'<a b="{g.id()}"><{(tag := "c" + g.phone())}>{g.line()}'
            f"</{tag}></a>",
        f"{folder}/media/{g.name()}.png": b"\x89PNG\r\n\x1a\n" +
            g.line().encode(),
        f"{folder}/embeddings/{g.name()}.txt": g.line(),
        **parts}, g.name().encode())


def workbook(g):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = ["证件号 " + g.id(), g.name(), "卡"]
    rows = [head] + [[g.id(), g.phone(), g.card()] for _ in range(20)]
    cells = "".join(
        f'<row r="{i}">' + "".join(
            f'<c r="{"ABC"[j]}{i}" t="inlineStr"><is><t>{c}</t></is></c>'
            for j, c in enumerate(row)) + "</row>"
        for i, row in enumerate(rows, 1))
    return office(g, "xl/workbook.xml", "spreadsheetml.sheet", {
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{OFFICE}'
            f'relationships"><sheets><sheet name="{g.name()[:31]}" '
            f'sheetId="1" r:id="rId1"/></sheets><definedNames><definedName '
            f'name="n{g.phone()}">{g.id()}</definedName></definedNames>'
            "</workbook>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>'
            f"{cells}</sheetData><headerFooter><oddHeader>{g.line()}"
            "</oddHeader></headerFooter></worksheet>",
        "xl/comments.xml": f'<comments xmlns="{space}"><authors><author>'
            f"{g.name()}</author></authors><commentList><comment ref="
            f'"A1" authorId="0"><text><t>{g.line()}</t></text></comment>'
            "</commentList></comments>"})


def letter(g):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def p(text):
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return office(g, "word/document.xml", "wordprocessingml.document", {
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>' +
            "".join(p(g.line()) for _ in range(5)) +
            f'<w:p><w:ins w:author="{g.name()}"><w:r><w:t>{g.id()}</w:t>'
            f'</w:r></w:ins><w:del w:author="{g.name()}"><w:r><w:delText>'
            f"{g.id()}</w:delText></w:r></w:del></w:p></w:body></w:document>",
        "word/comments.xml": f'<w:comments xmlns:w="{space}"><w:comment '
            f'w:id="1" w:author="{g.name()}" w:initials="{g.phone()}">'
            f"{p(g.line())}</w:comment></w:comments>",
        "word/header1.xml": f'<w:hdr xmlns:w="{space}">{p(g.line())}'
            "</w:hdr>"})


def slides(g):
    spaces = ('xmlns:p="http://schemas.openxmlformats.org/presentationml/'
              '2006/main" xmlns:a="http://schemas.openxmlformats.org/'
              'drawingml/2006/main"')
    body = (f"<p:cSld name=\"{g.name()}\"><p:spTree><p:sp><p:nvSpPr><p:cNvPr "
            f'id="1" name="{g.name()}" descr="{g.line()}"/></p:nvSpPr>'
            f"<p:txBody><a:p><a:r><a:t>{g.line()}</a:t></a:r></a:p>"
            "</p:txBody></p:sp></p:spTree></p:cSld>")
    return office(g, "ppt/presentation.xml", "presentationml.presentation", {
        "ppt/presentation.xml": f"<p:presentation {spaces}/>",
        "ppt/slides/slide1.xml": f"<p:sld {spaces}>{body}</p:sld>",
        "ppt/notesSlides/notesSlide1.xml":
            f"<p:notes {spaces}>{body.replace('name=', 'title=')}</p:notes>"})


def open_document(g, kind):
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "text", "table", "meta"))
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    rows = "".join("<table:table-row>" + "".join(
        f"<table:table-cell><text:p>{c}</text:p></table:table-cell>"
        for c in g.row()) + "</table:table-row>" for _ in range(12))
    body = {"text": f"<text:p>{g.line()}</text:p>", "spreadsheet": "",
            "presentation": f"<text:p>{g.line()}</text:p>"}[kind]
    table = f'<table:table table:name="{g.name()}">{rows}</table:table>'
    return packed({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {spaces}><office:body>"
            f"<office:{kind}>{body}{table}<office:annotation><dc:creator>"
            f"{g.name()}</dc:creator><text:p>{g.line()}</text:p>"
            f"</office:annotation></office:{kind}></office:body>"
            "</office:document-content>",
        "meta.xml": f"<office:document-meta {spaces}><office:meta>"
            f"<dc:creator>{g.name()}</dc:creator><meta:user-defined "
            f'meta:name="{g.name()}">{g.line()}</meta:user-defined>'
            "</office:meta></office:document-meta>",
        f"Pictures/{g.name()}.txt": g.line()}, g.name().encode())


def book(g):
    return packed({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:'
            'opendocument:xmlns:container"><rootfiles><rootfile full-path='
            '"o.opf" media-type="application/oebps-package+xml"/></rootfiles>'
            "</container>",
        "o.opf": '<package xmlns="http://www.idpf.org/2007/opf" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            f"<dc:creator>{g.name()}</dc:creator><dc:title>{g.line()}"
            '</dc:title></metadata><manifest><item id="a" href="a.xhtml" '
            'media-type="application/xhtml+xml"/></manifest><spine><itemref '
            'idref="a"/></spine></package>',
        "a.xhtml": page(g)})


def layout(g):
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return packed({
        "OFD.xml": f"<ofd:OFD {space} DocType=\"OFD\"><ofd:DocBody>"
            f"<ofd:DocInfo><ofd:Author>{g.name()}</ofd:Author><ofd:Title>"
            f"{g.line()}</ofd:Title><ofd:CustomDatas><ofd:CustomData "
            f'Name="{g.name()}">{g.id()}</ofd:CustomData></ofd:CustomDatas>'
            "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages><ofd:Page "
            'ID="1" BaseLoc="p.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/p.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>"
            '<ofd:TextObject ID="2" Boundary="0 0 99 9" Size="3"><ofd:'
            f'TextCode X="0" Y="3">{g.line()}</ofd:TextCode></ofd:TextObject>'
            "</ofd:Layer></ofd:Content></ofd:Page>"})


def page(g, declared="utf-8"):
    return (f'<!DOCTYPE html SYSTEM "{g.id()}"><html><head><meta '
            f'charset="{declared}"><meta name="author" content="{g.line()}">'
            f"<title>{g.line()}</title><style>.a{g.phone()} {{}}</style>"
            f'<script>var id = "{g.id()}";</script></head><body data-x{g.phone()}'
            f'="{g.id()}"><!-- {g.line()} --><a href="tel:{g.phone()}">x</a>'
            f"<table><caption>{g.name()}</caption><tr><th>{g.name()}</th><th>"
            f"手机</th></tr><tr><td>{g.id()}</td><td>{g.phone()}</td></tr>"
            f"</table><p>{g.line()}</p><x{g.phone()}></body></html>\n")


def markup(g):
    g.put(f"网页/{g.name()}.html", page(g))
    g.put("网页/charset.html", page(g, g.phone()))
    entity = "".join(f"&#{ord(c)};" for c in g.id())
    people = "".join(f'<p{g.phone()} id="{g.id()}" k{g.phone()}="x"><n>'
                     f"{g.phone()}</n></p{g.phone()}>" for _ in range(9))
    whole = (f"<r{g.phone()}><!-- {g.line()} --><?pi {g.line()}?>"
             f"<![CDATA[{g.line()}]]>{entity}" + "".join(
                 f'<p no="{g.id()}"><t>{g.phone()}</t></p>'
                 for _ in range(9)))
    root = whole[1:12 + 1]
    head = f'<?xml version="1.0" encoding="%s"?><!-- {g.line()} -->'
    g.put(f"网页/{g.name()}.xml", head % "utf-8" + whole + f"</{root}>")
    g.put("网页/torn.xml", head % "utf-8" + people)
    g.put("网页/charset.xml", head % g.phone() + "<a>" + g.line() + "</a>")
    g.put("网页/entity.xml", f'<!DOCTYPE a [<!ENTITY e{g.phone()} "{g.id()}">'
          f'<!ENTITY f SYSTEM "file:///{g.id()}">]><a>&f;&u{g.phone()};</a>')
    g.put(f"网页/{g.name()}.rtf", r"{\rtf1\ansi\ansicpg936{\info{\author "
          + g.id() + r"}{\title " + g.phone() + r"}{\*\userprops{\propname "
          + g.phone() + r"}{\staticval " + g.id() + r"}}}{\fonttbl{\f0 F"
          + g.phone() + r";}}{\header " + g.id() + r"}{\field{\*\fldinst "
          'HYPERLINK "mailto:' + g.mail() + r'"}{\fldrslt x}}{\*\x'
          + "junk " + g.id() + r"}\u8eab?" + g.id() + r"\par " + g.card()
          + r"\bkmkstart " + g.phone() + "}")


def mails(g):
    def one(boundary):
        mail = email.message.EmailMessage()
        mail["From"] = f"{synthetic.name(g.rng)} <{g.mail()}>"
        mail["To"] = f'"{g.phone()}" <{g.mail()}>'
        mail["Subject"] = f"资料 {g.id()}"
        mail["Message-ID"] = f"<{g.mail()}>"
        mail[f"X-{g.phone()}"] = g.id()
        mail.set_content(g.line() + "\n", charset="gbk", cte="base64")
        mail.add_attachment(g.line().encode("gbk"), maintype="text",
                            subtype="plain", filename=g.name() + ".txt")
        mail.add_attachment(g.line().encode(), maintype="application",
                            subtype="x-" + g.phone(), filename=g.id())
        mail.set_boundary(boundary)
        return mail.as_bytes()
    g.put(f"邮件/{g.name()}.eml", one(g.phone()))
    g.put("邮件/箱.mbox", b"".join(
        f"From {g.mail()} Mon Jan  1 00:00:00 2024\n".encode() +
        one(g.phone()) + b"\n" for _ in range(3)))
    g.put("邮件/charset.eml", f"From: {g.mail()}\nSubject: x\nMIME-Version: "
          f"1.0\nContent-Type: text/plain; charset={g.phone()}\n"
          f"Content-Transfer-Encoding: {g.phone()}\n\n{g.line()}\n")
    g.put("邮件/cut.eml", one(g.phone())[:700])


def gzipped(g):
    """With a name, a comment and an extra field."""
    extra = b"pn" + struct.pack("<H", 18) + g.id().encode()
    data = g.line().encode()
    body = zlib.compress(data, 9)[2:-4]
    return (b"\x1f\x8b\x08\x1c" + bytes(6) + struct.pack("<H", len(extra)) +
            extra + g.name().encode("gbk") + b".txt\0" +
            g.line().encode("gbk") + b"\0" + body +
            struct.pack("<II", zlib.crc32(data), len(data)))


def tape(g, form):
    out = io.BytesIO()
    headers = {"comment": g.line()} if form == tarfile.PAX_FORMAT else None
    with tarfile.open(fileobj=out, mode="w", format=form,
                      pax_headers=headers) as t:
        for kind in (tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE,
                     tarfile.FIFOTYPE, tarfile.DIRTYPE):
            member = tarfile.TarInfo(f"{g.name()}/{g.name()}")
            member.type, member.linkname = kind, g.name()
            member.uname, member.gname = g.phone(), g.phone()
            data = g.line().encode() if kind == tarfile.REGTYPE else b""
            member.size = len(data)
            t.addfile(member, io.BytesIO(data))
    return out.getvalue()


def archives(g):
    def described():
        note = g.id().encode()
        return note, struct.pack("<HH", 0x7070, len(note)) + note
    inner = packed({f"{g.name()}/{g.name()}.txt": g.line()})
    archive = packed({f"{g.name()}/{g.name()}.txt": g.line(),
                      f"{g.name()}.zip": inner, g.name(): gzipped(g)},
                     g.line().encode("gbk"), described)
    g.put(f"归档/{g.name()}.zip", archive)
    g.put(f"归档/cut {g.id()}.zip", archive[:len(archive) // 2])
    g.put(f"归档/{g.name()}.gz", gzipped(g))
    g.put(f"归档/cut {g.phone()}.gz", gzipped(g)[:-30])
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT):
        g.put(f"归档/{g.name()}.{form}.tar", tape(g, form))
        g.put(f"归档/{g.name()}.{form}.tgz",
              gzip.compress(tape(g, form), 9, mtime=0))
    g.put("归档/cut.tar", tape(g, tarfile.GNU_FORMAT)[:1200])
    for pack, end in ((bz2.compress, "bz2"), (lzma.compress, "xz")):
        data = pack("".join(g.line() for _ in range(9)).encode())
        g.put(f"归档/{g.name()}.{end}", data)
        g.put(f"归档/{g.name()}.cut.{end}", data[:len(data) // 2])
    g.put("归档/wrong.zst", b"\x28\xb5\x2f\xfd" + g.line().encode())
    # The first member's flag says that it is encrypted.
    sealed = bytearray(packed({g.name(): g.line(), "b": g.line()}))
    sealed[6] |= 1
    sealed[sealed.index(b"PK\1\2") + 8] |= 1
    g.put(f"归档/sealed {g.id()}.zip", sealed)


def database(g):
    name = os.path.join(g.root, f"库_{g.phone()}.db")
    table, column, view = (f"t_{g.phone()}", f"c{g.id()}", f"v{g.phone()}")
    db = sqlite3.connect(name)
    db.execute(f'CREATE TABLE "{table}" (id INTEGER PRIMARY KEY, "{column}" '
               f"TEXT DEFAULT '{g.id()}', m INTEGER, b BLOB, e TEXT) -- "
               f"{g.line()}")
    for _ in range(20):
        db.execute(f'INSERT INTO "{table}" VALUES (NULL, ?, ?, ?, ?)',
                   (g.id(), int(g.phone()), g.line().encode("gbk"), g.mail()))
    db.execute(f'INSERT INTO "{table}" VALUES (NULL, ?, 1, ?, 3)',
               (g.id(), packed({g.name(): g.line()})))
    db.execute(f'CREATE INDEX "i{g.phone()}" ON "{table}" ("{column}")')
    db.execute(f'CREATE VIEW "{view}" AS SELECT \'{g.id()}\' AS x')
    db.commit()
    db.close()
    with open(name, "rb") as f:
        data = f.read()
    g.put(f"库/cut {g.id()}.db", data[:len(data) * 2 // 3])
    # A schema that cannot be parsed: the error would quote it.
    g.put("库/schema.db", data.replace(b"CREATE TABLE", b"CREATE TABEL"))
    g.put("库/view.db", data.replace(b"CREATE VIEW", b"CREATE VIWE"))


def objects(g):
    """Names of everything that a folder may hold."""
    for _ in range(60):
        g.put(f"名/{g.name()}/{g.name()}.{g.rng.choice(('txt', 'jpg', 'c'))}",
              "nothing\n")
    folder = os.path.join(g.root, "名")
    os.symlink(f"nowhere-{g.id()}", f"{folder}/link {g.id()}")
    os.symlink(f"../{g.name()}", f"{folder}/{g.name()}.lnk")
    os.mkfifo(f"{folder}/pipe-{g.phone()}")
    os.link(f"{g.root}/表/hard", f"{folder}/hard {g.id()}")
    gbk = f"客户{g.id()}/电话{g.phone()}.txt".encode("gbk")
    g.put(b"\xc3\xfb/" + gbk, g.line().encode("gbk"))
    g.put(f"名/\x1b[31m{g.id()}\n{g.phone()}", g.line())
    denied = f"{folder}/denied {g.id()}.txt"
    g.put(denied, g.line())
    os.chmod(denied, 0)
    g.put(f"名/{g.name()}.jpg", b"\xff\xd8\xff\xe1\0\x80Exif\0\0" +
          g.line().encode())
    g.put(f"名/{g.name()}.pdf", "%PDF-1.4\n1 0 obj<</Author(" + g.id() +
          ")>>endobj\n" + g.line())
    g.put(f"名/{g.name()}.exe", b"MZ\x90\0" + g.line().encode())
    g.put("名/program", b"#!/usr/bin/" + g.phone().encode() + b"\n")
    g.put(f"{g.name()}/.pandianignore", f"# {g.line()}\n{g.id()}\n[{g.phone()}")


def given(folder, g):
    """What a user hands to the program: good for nothing, but readable."""
    os.makedirs(folder)

    def put(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(os.path.join(folder, name), 0o600)
    put("key", "0123456789abcdef0123456789abcdef")
    put("not-a-key", g.id())
    put("policy.tsv", f"{g.name()}\t{g.id()}\n{g.line()}\n")
    put("inventory.db", g.line())
    put("allow", f"pandian-allow {g.id()}\n{g.line()}\n")
    put("values", "\n".join(g.row()[:3] + [g.mail()]) + "\n")


def main(folder, truth):
    g = Garden(os.path.join(folder, "share"))
    g.put("表/hard", "nothing\n")
    for part in (texts, tables, markup, mails, archives, database, objects):
        part(g)
    for make, end in ((workbook, "xlsx"), (letter, "docx"), (slides, "pptx"),
                      (book, "epub"), (layout, "ofd")):
        data = make(g)
        g.put(f"文档/{g.name()}.{end}", data)
        g.put(f"文档/cut {g.id()}.{end}", make(g)[:len(data) // 2])
    for kind, end in (("text", "odt"), ("spreadsheet", "ods"),
                      ("presentation", "odp")):
        g.put(f"文档/{g.name()}.{end}", open_document(g, kind))
    given(os.path.join(folder, "given"), g)
    with open(truth, "w", encoding="utf-8") as f:
        for value, detector in g.planted.items():
            f.write(json.dumps({"detector": detector, "value": value}) + "\n")


main(sys.argv[1], sys.argv[2])
