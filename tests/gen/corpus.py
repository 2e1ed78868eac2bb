#!/usr/bin/env python3
"""A labelled corpus: values in every written form among decoys.

    corpus.py DIR TRUTH [SEED]

Writes text in four encodings and CSV below DIR, and to TRUTH one JSON line
per value {path, detector, value, form} and one per decoy {path, decoy}.
score.py compares a scan with it.
"""

import datetime
import json
import os
import random
import sys
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "../../fixtures"))
import synthetic as syn  # noqa: E402

LINES = 400  # of a document
WIDE = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}


def groups(value, lengths, separator):
    parts, at = [], 0
    for n in lengths:
        parts.append(value[at:at + n])
        at += n
    return separator.join(p for p in parts + [value[at:]] if p)


def sprinkle(rng, value, what):
    at = rng.randrange(1, len(value))
    return value[:at] + what + value[at:]


ID_GROUPS = [(6, 8, 4), (6, 4, 2, 2, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4)]
CARD_GROUPS = [(4, 4, 4, 4)]

# What may be done to each digit string, beside grouping.
COMMON = {
    "plain": lambda rng, v: v,
    "full-width": lambda rng, v: v.translate(WIDE),
    "zero-width inside": lambda rng, v: sprinkle(rng, v, "\u200b"),
    "zero-width behind": lambda rng, v: v + "\u200b",
    "bidi marks": lambda rng, v: f"\u202d{v}\u202c",
    "joiner inside": lambda rng, v: sprinkle(rng, v, "\u2060"),
}


def grouped(shapes, separators):
    forms = {}
    for shape in shapes:
        for name, separator in separators.items():
            forms[f"{'-'.join(map(str, shape))} {name}"] = (
                lambda rng, v, s=shape, c=separator: groups(v, s, c))
    return forms


FORMS = {
    "cn.resident_id": dict(
        COMMON,
        **grouped(ID_GROUPS, {"spaced": " "}),
        **grouped([(6, 8, 4)], {"hyphens": "-", "no-break": "\u00a0",
                                "ideographic": "\u3000",
                                "em dash": "\u2014"}),
        **{"lower-case x": lambda rng, v: v.lower(),
           "wide X": lambda rng, v: v.replace("X", "\uff38"),
           "sign for X": lambda rng, v: v.replace("X", "\u00d7")}),
    "payment_card": dict(
        COMMON,
        **grouped(CARD_GROUPS, {"spaced": " ", "hyphens": "-",
                                "no-break": "\u00a0"})),
    "cn.mobile": dict(
        COMMON,
        **grouped([(3, 4, 4)], {"spaced": " ", "hyphens": "-",
                                "no-break": "\u00a0"}),
        **{"+86": lambda rng, v: "+86" + v,
           "+86 space": lambda rng, v: "+86 " + v,
           "+86 hyphen": lambda rng, v: "+86-" + v,
           "0086": lambda rng, v: "0086" + v,
           "(+86)": lambda rng, v: "(+86)" + v,
           "wide (+86)": lambda rng, v: "（+86）" + v,
           "+86 grouped": lambda rng, v: "+86 " + groups(v, (3, 4, 4), " "),
           "wide +86": lambda rng, v: ("+86" + v).translate(WIDE)}),
    "email": {
        "plain": lambda rng, v: v,
        "upper case": lambda rng, v: v.upper(),
        "angle brackets": lambda rng, v: f"<{v}>",
        "mailto": lambda rng, v: f"mailto:{v}",
    },
    "cn.uscc": {
        "plain": lambda rng, v: v,
        "lower case": lambda rng, v: v.lower(),
        "full-width": lambda rng, v: v.translate(WIDE),
        "2-6-9-1 spaced": lambda rng, v: groups(v, (2, 6, 9, 1), " "),
    },
}
# Around it: {} alone in prose, glued to 汉字 or to a label, as a value of
# JSON, XML, a query.
AROUND = {
    "cn.resident_id": ["客户 {} 已签约。", "身份证号{}，核对无误",
                       "身份证号码：{}", "借款人张三{}男汉族",
                       "ID:{}", "ID No. {}", "sfzh={}&v=2",
                       '{{"id_card":"{}","ok":true}}', "<sfzh>{}</sfzh>",
                       "（公民身份号码：{}）", "持证人[{}]"],
    "payment_card": ["卡号{}，", "银行卡号：{}", "还款卡号 {} 招商银行",
                     '"card_no": "{}"', "收款账号:{}。", "<kh>{}</kh>",
                     "请汇至 {} 账户（银行卡）", "卡{}已冻结"],
    "cn.mobile": ["手机{}", "电话：{}，", "联系 {} 即可", "TEL:{}",
                  '"mobile":"{}"', "王经理{}（微信同号）", "mobile={}&x=1",
                  "{} 未接", "Tel {}"],
    "email": ["邮箱：{}", "邮箱{}，请查收", "联系 {} 。", '"email":"{}"',
              "Email: {};", "（{}）"],
    "cn.uscc": ["统一社会信用代码：{}", "信用代码{}，", "税号 {}",
                '"uscc":"{}"', "某公司（{}）", "纳税人识别号:{}"],
}
MAKE = {"cn.resident_id": syn.resident_id, "payment_card": syn.card,
        "cn.mobile": syn.mobile, "email": syn.email, "cn.uscc": syn.uscc}


def value_line(rng):
    detector = rng.choice(list(FORMS))
    form = rng.choice(list(FORMS[detector]))
    value = MAKE[detector](rng)
    while form.endswith("X") and not value.endswith("X"):
        value = MAKE[detector](rng)
    if form == "lower-case x":
        while not value.endswith("X"):
            value = MAKE[detector](rng)
    written = FORMS[detector][form](rng, value)
    around = rng.choice(AROUND[detector])
    return around.format(written), (detector, value, form)


def id15_line(rng):
    value = syn.resident_id15(rng)
    around = rng.choice(["身份证号：{}", "旧身份证{}，", "sfzh={}"])
    return around.format(value), ("cn.resident_id", value, "15 digits")


def joined_line(rng):
    """An ID with a mobile number or a word, one character between."""
    value, other = syn.resident_id(rng), rng.choice([
        syn.mobile(rng), "zhang_san", "front", "SFZ", syn.name(rng)])
    joiner = rng.choice("_-#\u200b\ufeff\u2060")
    line = joiner.join(rng.sample([value, other], 2))
    around = rng.choice(["{}", "附件 {}.jpg", "/idcard/{}.png", "（{}）"])
    values = [("cn.resident_id", value, "joined"),
              ("cn.mobile", other, "joined")]
    return around.format(line), *values[:1 + other.isdigit()]


def wrong(value):
    """The value with another check character."""
    return value[:-1] + ("5" if value[-1] in "X0" else
                         str((int(value[-1], 36) + 1) % 10))


def stamp(rng, form="%Y%m%d%H%M%S"):
    return (datetime.datetime(2015, 1, 1) + datetime.timedelta(
        seconds=rng.randrange(11 * 365 * 86400))).strftime(form)


def imei(rng):
    body = "86" + syn.digits(rng, 12)
    return body + syn.luhn_digit(body)


def iccid(rng):
    body = "8986" + syn.digits(rng, 15)
    return body + syn.luhn_digit(body)


DECOYS = [
    lambda r: f"订单号：{stamp(r)}{syn.digits(r, 4)}",
    lambda r: f"订单 {stamp(r)}{syn.digits(r, 2)} 已发货",
    lambda r: f"流水号{stamp(r, '%y%m%d%H%M%S')}{syn.digits(r, 4)}，",
    lambda r: f"交易号 20{syn.digits(r, 26)}",
    lambda r: f"id={r.getrandbits(59) + 2 ** 58}",
    lambda r: f"snowflake {r.getrandbits(60) + 2 ** 60}",
    lambda r: f"ts={r.randrange(1400000000, 1900000000)}"
              f"{r.choice(['', syn.digits(r, 3)])}",
    lambda r: f"request {uuid.UUID(int=r.getrandbits(128))} done",
    lambda r: f"md5: {r.getrandbits(128):032x}",
    lambda r: f"{r.getrandbits(160):040x} commit",
    lambda r: f"sha256={r.getrandbits(256):064X}",
    lambda r: f"y = 0.{syn.digits(r, 18)}",
    lambda r: f"pi*{r.randrange(9)}: {r.randrange(9)}.{syn.digits(r, 16)}",
    lambda r: f"0.{syn.resident_id(r).replace('X', '1')}",
    lambda r: f"{syn.mobile(r)}.75 元",
    lambda r: f"addr 0x{r.getrandbits(64):016x}",
    lambda r: f"0x{syn.digits(r, 16)}",
    lambda r: f"序列号SN{syn.digits(r, 14)}",
    lambda r: f"serial ZX{syn.resident_id(r)}Q",
    lambda r: f"part_{syn.mobile(r)}_b",
    lambda r: f"key=A{syn.card(r)}B",
    lambda r: f"ORD_{syn.mobile(r)}_{syn.digits(r, 2)}",
    lambda r: f"{syn.mobile(r)}_{syn.mobile(r)}_{stamp(r)}.wav",
    lambda r: "号段 {0}0000-{0}9999".format(syn.mobile(r)[:7]),
    lambda r: f"{r.getrandbits(62) + 2 ** 62}_{r.getrandbits(62) + 2 ** 62}",
    lambda r: f"{syn.mobile(r)}-{wrong(syn.resident_id(r))}",
    lambda r: f"{syn.digits(r, 3)}{syn.mobile(r)}{syn.digits(r, 4)} 箱",
    lambda r: f"IMEI：{imei(r)}",
    lambda r: f"设备号 {imei(r)}",
    lambda r: f"ICCID {iccid(r)}",
    lambda r: f"快递单号SF{syn.digits(r, 13)}",
    lambda r: f"运单号：YT{syn.digits(r, 13)}",
    lambda r: f"运单号 {syn.digits(r, 12)}",
    lambda r: f"发票代码{syn.digits(r, 12)} 号码{syn.digits(r, 8)}",
    lambda r: f"数电票号码：2{syn.digits(r, 19)}",
    lambda r: f"合计 ¥{r.randrange(1, 999)},{syn.digits(r, 3)},"
              f"{syn.digits(r, 3)}.{syn.digits(r, 2)}",
    lambda r: f"版本 {r.randrange(9)}.{r.randrange(99)}.{r.randrange(9999)}"
              f"-{stamp(r, '%Y%m%d')}",
    lambda r: f"身份证号 {wrong(syn.resident_id(r))}",
    lambda r: f"客户 {wrong(syn.resident_id(r))} 待核",
    lambda r: f"卡号：{wrong(syn.card(r))}",
    lambda r: f"电话 1{r.choice(['54', '60', '63', '79', '21'])}"
              f"{syn.digits(r, 8)}",
    lambda r: f"信用代码 {wrong(syn.uscc(r))}",
    lambda r: f"EAN 69{syn.digits(r, 11)}",
    lambda r: f"ISBN 978-7-{syn.digits(r, 3)}-{syn.digits(r, 5)}-"
              f"{syn.digits(r, 1)}",
    lambda r: f"客服 400-{syn.digits(r, 3)}-{syn.digits(r, 4)}",
    lambda r: f"npm i left-pad@{r.randrange(9)}.{r.randrange(99)}.0",
    lambda r: "@Override // at 0" + syn.digits(r, 6),
    lambda r: f"user@host:{syn.digits(r, 4)}",
    lambda r: f"GET /v1/items/{syn.digits(r, 17)}?t={syn.digits(r, 13)}",
    lambda r: f"{stamp(r, '%Y-%m-%d %H:%M:%S')}.{syn.digits(r, 3)} INFO "
              f"cost={r.randrange(9999)}",
    lambda r: f"坐标 {r.randrange(73, 135)}.{syn.digits(r, 12)},"
              f"{r.randrange(18, 53)}.{syn.digits(r, 12)}",
    lambda r: f"保单号 P{syn.digits(r, 18)}",
    lambda r: f"{syn.digits(r, 4)} {syn.digits(r, 4)} {syn.digits(r, 4)}",
    lambda r: f"&#{syn.digits(r, 5)}; %u{syn.digits(r, 4)} "
              f"\\u{syn.digits(r, 4)}",
    lambda r: f"alipay 2088{syn.digits(r, 12)}",
]
PROSE = ["第三条 双方应当按照约定履行自己的义务。", "以上情况属实。",
         "the quick brown fox", "备注：无", "", "2024年6月30日", "附件三份"]


def document(rng, path, share_of_values, truth):
    lines = []
    for _ in range(LINES):
        kind = rng.random()
        if kind < 0.1:
            lines.append(rng.choice(PROSE))
        elif kind < 0.1 + 0.9 * share_of_values:
            make = rng.choices((value_line, id15_line, joined_line),
                               (96, 2, 2))[0]
            line, *values = make(rng)
            for detector, value, form in values:
                truth.append(dict(path=path, detector=detector, value=value,
                                  form=form))
            lines.append(line)
        else:
            lines.append(rng.choice(DECOYS)(rng))
            truth.append(dict(path=path, decoy=lines[-1]))
    return "\n".join(lines) + "\n"


GUARDS = {"bare": "{}", "tab behind": '"{}\t"', "apostrophe": "'{}",
          "formula": '"=""{}"""', "bare formula": '="{}"'}


def columns(rng, path, truth):
    """A list with a header and Excel's guards around numbers."""
    lines = ["编号,姓名,证件号码,手机号,银行卡号,订单号"]
    for i in range(LINES):
        guard = rng.choice(list(GUARDS))
        person = syn.Person(rng)
        order = stamp(rng) + syn.digits(rng, 4)
        for detector, value in (("cn.resident_id", person.id),
                                ("cn.mobile", person.mobile),
                                ("payment_card", person.card),
                                ("cn.person_name", person.name)):
            truth.append(dict(path=path, detector=detector, value=value,
                              form=f"CSV, {guard}"))
        truth.append(dict(path=path, decoy=order))
        written = [GUARDS[guard].format(v) for v in (
            person.id, person.mobile, person.card, order)]
        lines.append(f"{i},{person.name}," + ",".join(written))
    return "\r\n".join(lines) + "\r\n"


def main(folder, truth_file, seed="1"):
    rng = random.Random(int(seed))
    truth = []
    os.makedirs(folder, exist_ok=True)
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        bom = "\ufeff" if encoding.startswith("utf-16") else ""
        for n, values in enumerate((0.9, 0.6, 0.5, 0.5, 0.3, 0.1, 0, 0)):
            path = f"{encoding}-{n}.txt"
            text = document(rng, path, values, truth)
            with open(os.path.join(folder, path), "wb") as f:
                f.write((bom + text).encode(encoding))
    for encoding in ("utf-8-sig", "gbk"):
        path = f"list-{encoding}.csv"
        with open(os.path.join(folder, path), "wb") as f:
            f.write(columns(rng, path, truth).encode(encoding))
    with open(truth_file, "w", encoding="utf-8") as f:
        for record in truth:
            f.write(json.dumps(record, ensure_ascii=False) + "\n")


main(*sys.argv[1:])
