#!/usr/bin/env python3
"""Labelled columns: names, addresses, dates of birth and sexes among what
looks like them.

    cells.py DIR TRUTH [SEED]

One CSV file a column, in UTF-8 and GBK, and in TRUTH one JSON line each:
{path, detector (null: none of ours), value: [...]}.
"""

import csv
import datetime
import io
import json
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../fixtures"))
import synthetic as syn  # noqa: E402

TABLES = os.path.join(HERE, "../../detectors/tables/source")
ROWS = 60
# Not those of words.tsv, and many that begin with a surname.
WORDS = {
    "products": """金龙卡 黄金积存 安心贷 万利通 平安福 白领贷 钱袋子 高端理财
    江南精选 常青藤 康宁保 易方达 华夏红利 石化油卡 云闪付 花呗 借呗 车险 年金
    马上贷 方便面 毛巾 白酒 黄酒 米线 沙发 空调 洗衣机 电饭煲 路由器 牛仔裤""",
    "status": """已结清 正常 逾期 核销 冻结 待审核 审批通过 拒绝 注销 高风险
    低风险 中等 严重逾期 关注 次级 可疑 损失 已放款 未放款 时效中断""",
    "occupations": """教师 医生 律师 会计 司机 厨师 农民 工程师 公务员 个体户
    程序员 保安 护士 军人 学生 退休 自由职业 销售 文员 技工 和尚 牧民 渔民""",
    "banks": """城东支行 城西支行 高新支行 江北支行 万达支行 金融街支行 白云支行
    石桥分理处 马坡支行 农商行 总行营业部 龙华支行 安定门支行 方庄支行""",
    "departments": """金融市场部 风险管理部 人力资源部 信贷审批部 计划财务部
    法律合规部 信息科技部 审计部 办公室 安全保卫部 个人金融部 贺岁专班""",
    "idioms": """马到成功 安居乐业 万事如意 金玉满堂 高枕无忧 毛遂自荐 常胜将军
    石破天惊 江河日下 白手起家 花好月圆 龙马精神 水落石出 时不我待 方兴未艾
    余音绕梁 任重道远 程门立雪 左右逢源 严阵以待 包罗万象 柳暗花明""",
    "given": """小明 丽娟 志强 建国 晓燕 子轩 雨欣 浩然 春梅 玉兰 国栋 文静
    海涛 美玲 秀英 俊杰 思远 佳怡 梓涵 一诺""",
    "nations": """汉族 满族 回族 藏族 苗族 彝族 壮族 侗族 瑶族 白族 傣族 黎族
    水族 羌族 土族 怒族 畲族 佤族 京族 蒙古族""",
    "crops": """水稻 小麦 玉米 大豆 高粱 花生 油菜 棉花 甘蔗 茶叶 苹果 柑橘
    葡萄 黄瓜 白菜 包菜 毛豆 马铃薯 胡萝卜 向日葵 莲藕 香菇""",
}


def rows(name):
    with open(os.path.join(TABLES, name), encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f][1:]


def surname(rng, table):
    return rng.choices([r[0] for r in table],
                       [float(r[2]) for r in table])[0]


def day(rng, first, last):
    return datetime.date(first, 1, 1) + datetime.timedelta(
        days=rng.randrange((last - first + 1) * 365))


def midnight(date, scale):
    """When it begins in China, in 1/scale of a second since 1970."""
    days = (date - datetime.date(1970, 1, 1)).days
    return str((days * 86400 - 8 * 3600) * scale)


def people(rng):
    surnames = rows("surnames.tsv")

    def name():
        return surname(rng, surnames) + "".join(
            rng.choice(syn.GIVEN) for _ in range(rng.choice((1, 2, 2))))

    minority = ["买买提", "阿卜杜拉", "古丽娜尔", "托合提", "艾合买提", "热合曼",
                "努尔兰", "阿依古丽", "吐尔逊", "哈斯木"]
    clerks = [name() for _ in range(14)]
    yield "姓名", "cn.person_name", [name() for _ in range(ROWS)]
    yield "cust_name", "cn.person_name", [name() for _ in range(ROWS * 5)]
    yield "联系人", "cn.person_name", [name() for _ in range(12)]
    yield "经办人", "cn.person_name", [rng.choice(clerks)
                                       for _ in range(ROWS * 3)]
    yield "c7", "cn.person_name", [name() for _ in range(ROWS * 4)]
    yield "xm", "cn.person_name", [name()[:1] + "　" + name()[1:]
                                   for _ in range(ROWS)]
    yield "姓名", "cn.person_name", [
        "·".join(rng.sample(minority, 2)) for _ in range(ROWS)]


def spelt(rng):
    """Names in pinyin; places, goods and states that look like them."""
    table = rows("pinyin.tsv")
    syllables = [r[1] for r in table if r[0] == "syllable" and len(r[1]) > 1]
    frequent = [r[1] for r in table if r[0] == "frequent"]
    common = [r[1] for r in table if r[0] == "common" and len(r[1]) < 7]
    towns = [r[1] for r in table if r[0] == "place"]

    def name():
        given = rng.sample(syllables, rng.choice((1, 2, 2)))
        return (rng.choice(rng.choice((frequent, common))),
                "".join(given))

    def word():
        return " ".join(rng.sample(syllables, 2)).title()

    for head in ("姓名拼音", "cust_name", "c7"):
        for form in ("{0} {1}", "{0}, {1}", "{0}/{1}"):
            case = rng.choice((str.title, str.upper))
            yield head, "cn.person_name", [
                case(form.format(*name())) for _ in range(ROWS * 3)]
    for head in ("login", "name", "c7"):
        yield head, None, ["".join(name()) for _ in range(ROWS)]
    for head in ("name", "城市", "c4"):
        yield head, None, [rng.choice(towns).title() for _ in range(ROWS)]
    for head in ("名称", "品牌", "c1"):
        yield head, None, [word() for _ in range(ROWS)]
    for head in ("status", "name"):
        yield head, None, [rng.choice("ACTIVE PENDING CLOSED DONE PAID "
                                      "WAITING".split()) for _ in range(ROWS)]


def places(rng):
    yield "住址", "cn.address", [syn.address(rng) for _ in range(ROWS)]
    yield "c3", "cn.address", [syn.address(rng) for _ in range(ROWS)]
    yield "addr", "cn.address", [
        f"{rng.choice(syn.REGIONS)[1]}{rng.choice('东西南北')}河镇"
        f"{rng.choice('张李王赵')}家村{rng.randrange(1, 9)}组"
        f"{rng.randrange(1, 99)}号" for _ in range(ROWS)]


def births_and_sexes(rng):
    births = [day(rng, 1945, 2010) for _ in range(ROWS * 3)]
    for head, form in (("出生日期", "%Y-%m-%d"), ("csrq", "%Y%m%d"),
                       ("birthday", "%Y/%m/%d"), ("dob", "%Y年%m月%d日"),
                       ("birth_date", "%Y-%m-%d 00:00:00")):
        yield head, "birth_date", [f"{b:{form}}" for b in births]
    for head, scale in ("birthday", 1), ("dob", 1000):
        yield head, "birth_date", [midnight(b, scale) for b in births]
    for head, values in (("性别", "男女"), ("c2", "男女"), ("gender", "MF"),
                         ("sex", "12"), ("xb", "019"),
                         ("性别", ["男", "女", "未知"]),
                         ("c2", ["1-男", "2-女"]), ("xbdm", ["01", "02"]),
                         ("称谓", ["先生", "女士", "小姐"])):
        yield head, "sex", [rng.choice(values) for _ in range(ROWS)]


def near_misses(rng):
    for name, words in WORDS.items():
        for head in ("名称", "name", "客户名称", "c1", name):
            yield head, None, [rng.choice(words.split())
                               for _ in range(ROWS)]
    regions = rows("region_codes.tsv")
    for level in "province prefecture county".split():
        names = [r[1] for r in regions if r[2] == level]
        for cut in (0, 1):
            for head in ("城市", "name", "籍贯", "c4"):
                yield head, None, [rng.choice(names)[:-1 if cut else None]
                                   for _ in range(ROWS * 2)]
    for head in ("客户名称", "name", "企业名称"):
        yield head, None, [f"{rng.choice(syn.REGIONS)[1]}{rng.choice('金华安')}"
                           f"{rng.choice('泰达康')}{rng.choice('商贸科技')}"
                           "有限公司" for _ in range(ROWS)]
    for head in ("地址", "c5"):
        yield head, None, [f"{rng.choice(syn.REGIONS)[1]}{what}"
                           for _ in range(ROWS // 3)
                           for what in ("人民政府", "税务局", "支行")]
    for head in ("下单日期", "放款日", "c6", "birth_place", "create_date"):
        yield head, None, [f"{day(rng, 2019, 2025)}" for _ in range(ROWS * 3)]
        yield head, None, [midnight(day(rng, 2019, 2025), 1000)
                           for _ in range(ROWS * 3)]
    for head in ("gender_verified", "状态", "email_verified", "c8"):
        yield head, None, [rng.choice("01") for _ in range(ROWS)]
    for head in ("状态", "c8"):
        yield head, None, [rng.choice(["1-是", "2-否", "0-其他"])
                           for _ in range(ROWS)]
    yield "子女", None, [rng.choice(["1男", "1女", "1男1女", "2女", "无"])
                         for _ in range(ROWS)]
    yield "尺码", None, [rng.choice("SMLXF") for _ in range(ROWS)]
    yield "sex_count", None, [rng.choice("0123456789") for _ in range(ROWS)]
    yield "在用", None, [rng.choice("YN") for _ in range(ROWS)]
    yield "等级", None, [rng.choice("ABCDM") for _ in range(ROWS)]


def main(folder, truth_file, seed="1"):
    rng = random.Random(int(seed))
    os.makedirs(folder, exist_ok=True)
    with open(truth_file, "w", encoding="utf-8") as truth:
        columns = [c for make in (people, spelt, places, births_and_sexes,
                                  near_misses) for c in make(rng)]
        for n, (head, detector, values) in enumerate(columns):
            out = io.StringIO()
            csv.writer(out).writerows(
                [["编号", head, "数量"]] +
                [[f"K{i:05}x", v, rng.randrange(10, 10 ** 6)]
                 for i, v in enumerate(values)])
            path = f"{n:03}.csv"
            with open(os.path.join(folder, path), "wb") as f:
                f.write(out.getvalue().encode(("utf-8", "gb18030")[n % 2]))
            truth.write(json.dumps({"path": path, "head": head,
                                    "detector": detector,
                                    "rows": len(values)},
                                   ensure_ascii=False) + "\n")


main(*sys.argv[1:])
