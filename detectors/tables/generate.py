#!/usr/bin/env python3
"""Makes the tables of this folder from the TSV files in source/.

    generate.py          writes region_data.c card_data.c number_data.c
                         label_data.c name_data.c pinyin_data.c
    generate.py --check  fails when one of them is not what it would write

Every file names the SHA-256 of the sources it was made from.
"""
import hashlib
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ALNUM = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'


def source(name):
    return os.path.join(HERE, 'source', name)


def rows(name):
    with open(source(name), encoding='utf-8', newline='') as f:
        lines = f.read().split('\n')
    head = lines[0].split('\t')
    return [dict(zip(head, line.split('\t'))) for line in lines[1:] if line]


def head(*names):
    made = ['/* Made by generate.py from']
    for name in names:
        with open(source(name), 'rb') as f:
            digest = hashlib.sha256(f.read()).hexdigest()
        made.append(f' *   {name}\n *   sha256 {digest}')
    return '\n'.join(made) + '\n */\n'


def wrapped(items, indent='\t'):
    """Items separated by commas, in lines of at most 78 columns."""
    lines, line = [], ''
    for item in items:
        if len(line) + len(item) + 2 > 70:
            lines.append(line)
            line = ''
        line += (' ' if line else '') + item + ','
    return ''.join(f'{indent}{text}\n' for text in lines + [line] if text)


def bit_words(numbers, count):
    mask = sum(1 << n for n in set(numbers))
    return [f'{mask >> 64 * i & (2**64 - 1):#x}' for i in range(count)]


def bits128(numbers):
    return '{ ' + ', '.join(bit_words(numbers, 2)) + ' }'


def array(declaration, items):
    return f'const {declaration} = {{\n{wrapped(items)}}};\n'


# --- GB/T 2260 -----------------------------------------------------------

def region_data():
    """Codes that may stand on a card: listed, and no whole province."""
    used = [r for r in rows('region_codes.tsv')
            if r['id_use'] == '1' and not r['code'].endswith('0000')]
    prefectures = sorted({r['code'][:4] for r in used})
    index = {p: n + 1 for n, p in enumerate(prefectures)}
    counties = ['{ { 0, 0 }, { 0, 0 } }']
    for prefecture in prefectures:
        here = [r for r in used if r['code'].startswith(prefecture)]
        early = [r for r in here if (r['first_year'] or '0') <= '1999']
        counties.append('{ %s, %s }' % tuple(
            bits128(int(r['code'][4:]) for r in group)
            for group in (here, early)))
    numbers = (str(index.get(str(n), 0)) for n in range(1000, 6600))
    return (head('region_codes.tsv')
            + '#include "detectors/tables/data.h"\n\n'
            + array('uint16_t region_prefecture[5600]', numbers) + '\n'
            + 'const struct region_counties region_counties[] = {\n'
            + ''.join(f'\t{c},\n' for c in counties) + '};\n')


# --- cards ---------------------------------------------------------------

def short_bin(number):
    """Up to five digits match order numbers as well; the banks' service
    numbers 955xx and what lies under 62 do not begin those."""
    if len(number) == 5:
        return not number.startswith(('955', '62'))
    return len(number) < 5


def card_data():
    networks = [0] * 10000
    for r in rows('networks.tsv'):
        for lead in range(int(r['first']), int(r['last']) + 1):
            for length in r['lengths'].split():
                networks[lead] |= 1 << (int(length) - 13)
    cells, longer = {}, []
    for r in rows('bins.tsv'):
        number, length = r['bin'], int(r['pan_length'])
        if length > 19:
            continue
        if len(number) > 6:
            longer.append((number, length))
            cells[number[:6]] = cells.get(number[:6], 0) | 1 << 10
            continue
        bit = 1 << (length - 15 + 5 * short_bin(number))
        free = 6 - len(number)
        for n in range(10 ** free):
            six = number + (str(n).zfill(free) if free else '')
            cells[six] = cells.get(six, 0) | bit
    pans = [r['pan'] for r in rows('test_pans.tsv')]
    for six in {pan[:6] for pan in pans} & set(cells):
        cells[six] |= 1 << 11
    leads = sorted({six[:4] for six in cells})
    blocks = {lead: n + 1 for n, lead in enumerate(leads)}
    assert len(blocks) < 512
    table = (hex(networks[n] | blocks.get(str(n).zfill(4), 0) << 7)
             for n in range(10000))
    block_rows = ['{ 0 }'] + ['{\n%s\t}' % wrapped(
        (hex(cells.get(f'{lead}{n:02}', 0)) for n in range(100)), '\t\t')
        for lead in leads]
    return (head('networks.tsv', 'bins.tsv', 'test_pans.tsv')
            + '#include "detectors/tables/data.h"\n\n'
            + array('uint16_t card_lead[10000]', table) + '\n'
            + 'const uint16_t issuer_block[][100] = {\n'
            + ''.join(f'\t{b},\n' for b in block_rows) + '};\n\n'
            + 'const struct issuer_long issuer_long[] = {\n'
            + ''.join('\t{ "%s", %d, %d },\n' % (b, len(b), n)
                      for b, n in sorted(set(longer))) + '};\n'
            + f'const int issuer_long_count = {len(set(longer))};\n\n'
            + array('char *const test_pans[]',
                    (f'"{p}"' for p in sorted(pans)))
            + f'const int test_pan_count = {len(pans)};\n'
            + array('uint64_t test_pan_endings[16]',
                    bit_words((int(p[-3:]) for p in pans), 16)))


# --- telephone segments, registrars --------------------------------------

SEGMENTS = {'mobile': 1, 'mvno': 1, 'data': 1, 'satellite': 2, 'iot': 3,
            'emergency': 4, 'reserved': 4}


def number_data():
    segments = [0] * 10000
    for r in rows('mobile_segments.tsv'):
        free = 4 - len(r['prefix'][1:])
        first = int(r['prefix'][1:]) * 10 ** free
        shift = 4 if r['total_digits'] == '13' else 0
        for n in range(first, first + 10 ** free):
            segments[n] |= SEGMENTS[r['class']] << shift
    prefixes = [0] * 36
    for r in rows('uscc_prefixes.tsv'):
        one, two = map(ALNUM.index, r['prefix'])
        prefixes[one] |= 1 << two
    mainland = [int(r['code2']) for r in rows('provinces.tsv')
                if r['code2'] <= '65']
    return (head('mobile_segments.tsv', 'uscc_prefixes.tsv',
                 'provinces.tsv')
            + '#include "detectors/tables/data.h"\n\n'
            + array('uint8_t mobile_segments[10000]', map(str, segments))
            + '\n' + array('uint64_t uscc_prefixes[36]', map(hex, prefixes))
            + 'const uint64_t provinces[2] = ' + bits128(mainland) + ';\n')


# --- labels --------------------------------------------------------------

IN_TEXT, GENERIC, GLUED = 1, 2, 4


def plain(token):
    """As labels.c normalises text."""
    return re.sub(r'[ _.\-]', '', token.lower())


def types():
    """Bit of each type, types of each detector, what each type denies."""
    table = rows('label_types.tsv')
    bit = {r['type']: 1 << n for n, r in enumerate(table)}
    digits = sum(bit[r['type']] for r in table if r['digits'] == '1')
    kinds, denies = {}, {}
    for r in table:
        name = r['type']
        if r['detector']:
            kinds[r['detector']] = kinds.get(r['detector'], 0) | bit[name]
        denies[name] = sum(digits if t == 'digits' else bit[t]
                           for t in r['denies'].split())
    bit['digits'] = digits
    return bit, kinds, denies


def spoken(kind, token, own):
    """Does a token count in running text? Column names of two letters (sj,
    zh, id) are no words there."""
    return (kind.startswith('label') or own or not token.isascii()
            or len(token) > 2)


def label_rows():
    bit, kinds, denies = types()
    means, against, use = {}, {}, {}
    neutral = set()
    for own, name in (False, 'keywords.tsv'), (True, 'more_labels.tsv'):
        for r in rows(name):
            kind, token = r['kind'], plain(r['token'])
            if token.isdigit():
                continue
            for table in means, against, use:
                table.setdefault(token, 0)
            if kind == 'glued':
                use[token] |= GLUED
            elif kind == 'generic':
                use[token] |= GENERIC
            elif kind == 'neutral':
                neutral.add(token)
            else:
                use[token] |= IN_TEXT * spoken(kind, token, own)
            if kind == 'neg':
                wide = r['type'] in ('cn_id18', 'bank_card')
                wide = wide and not own
                against[token] |= bit['digits' if wide else r['type']]
            elif kind in ('col', 'label_zh', 'label_en'):
                means[token] |= bit[r['type']]
                against[token] |= denies[r['type']]
    for token in means:
        if token in neutral:
            against[token] = 0
        against[token] &= ~means[token]
    return sorted(means), means, against, use, kinds


def ending_pairs(tokens):
    for token in tokens:
        *_, last = text = token.encode()
        for before in text[-2:-1] or range(256):
            yield last << 8 | before


def label_data():
    tokens, means, against, use, kinds = label_rows()
    tokens.sort(key=lambda t: t.encode())
    by_end = sorted(range(len(tokens)),
                    key=lambda n: tokens[n].encode()[::-1])
    return (head('keywords.tsv', 'more_labels.tsv', 'label_types.tsv')
            + '#include "detectors/tables/tables.h"\n\n'
            + 'const struct label_token label_tokens[] = {\n'
            + ''.join('\t{ "%s", %#x, %#x, %d, %d },\n' % (
                t, means[t], against[t], len(t.encode()), use[t])
                for t in tokens)
            + '};\n'
            + f'const int label_token_count = {len(tokens)};\n\n'
            + array('uint16_t label_tokens_by_end[]', map(str, by_end))
            + array('uint16_t label_ends[257]', (
                str(sum(tokens[n].encode()[-1] < byte for n in by_end))
                for byte in range(257)))
            + '\n' + array('uint64_t label_end_pairs[1024]',
                           bit_words(ending_pairs(tokens), 1024))
            + '\nconst struct label_kind label_kinds[] = {\n'
            + ''.join('\t{ "%s", %#x },\n' % k
                      for k in sorted(kinds.items()))
            + '};\n'
            + f'const int label_kind_count = {len(kinds)};\n')


# --- surnames, place names, words ----------------------------------------

HAN_FIRST, HAN_LAST = 0x4E00, 0x9FFF
NATIONS = """壮 回 维吾尔 蒙古 藏 苗 彝 布依 朝鲜 满 侗 瑶 白 土家 哈尼
哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌
布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 俄罗斯 鄂温克 保安 裕固 独龙
鄂伦春 赫哲 门巴 珞巴 京 基诺 各""".split()
RANK = '(?:特别行政区|自治[区州县旗]|地区|矿区|林区|新区|[省市州盟县区旗])$'


def stem(name):
    """东城区 → 东城, 延边朝鲜族自治州 → 延边; 赵县 stays."""
    short = re.sub(RANK, '', name)
    if name != short and '自治' in name[-3:]:
        nations = '|'.join(sorted(NATIONS, key=len, reverse=True))
        short = re.sub(f'^(..+?)(?:(?:{nations})族?)+$', r'\1', short)
    return short if len(short) > 1 else name


def packed(words):
    """Words of two to four characters as numbers, 16 bits each."""
    return {sum(ord(c) << 16 * n for n, c in enumerate(word))
            for word in words
            if 2 <= len(word) <= 4 and max(word) <= '\uffff'}


def word_sum(number):
    value = 0
    while number:
        value, number = (value * 31 + (number & 0xFFFF)) % 65536, number >> 16
    return value


def name_data():
    surnames = [r['surname'] for r in rows('surnames.tsv')]
    single = [s for s in surnames if len(s) == 1]
    ranks = [0] * ((HAN_LAST + 1 - HAN_FIRST) // 4)
    for n, s in enumerate(single):
        rank = 3 if n < 10 else 2 if n < 100 else 1
        at = ord(s) - HAN_FIRST
        ranks[at // 4] |= rank << at % 4 * 2
    places = [r for r in rows('region_codes.tsv') if r['name'] != '市辖区']
    upper = [stem(r['name']) for r in places if r['level'] != 'county']
    upper += [r['short_name'] for r in rows('provinces.tsv')]
    lower = [stem(r['name']) for r in places if r['level'] == 'county']
    words = [r['word'] for r in rows('words.tsv')]
    made = (head('surnames.tsv', 'region_codes.tsv', 'provinces.tsv',
                 'words.tsv')
            + '#include "detectors/tables/data.h"\n\n'
            + array(f'uint8_t surname_ranks[{len(ranks)}]', map(str, ranks)))
    for name, list_ in (('surnames_double', [s for s in surnames
                                             if len(s) == 2]),
                        ('regions_upper', upper), ('regions_lower', lower),
                        ('words_plain', words)):
        numbers = sorted((word_sum(n), n) for n in packed(list_))
        sums = [s for s, _ in numbers]
        starts = (str(sum(s < 64 * n for s in sums)) for n in range(1025))
        made += (f'const struct word_list {name} = {{\n'
                 + '(const uint64_t[]){\n'
                 + wrapped(hex(n) for _, n in numbers) + '}, {\n'
                 + wrapped(starts) + '}, {\n'
                 + wrapped(bit_words(sums, 1024)) + '} };\n')
    return made


# --- pinyin --------------------------------------------------------------

SPELT = {'known': 1, 'common': 2, 'frequent': 3, 'syllable': 4, 'place': 8}


def pinyin_data():
    """Flags in the lowest four bits, five for each letter above."""
    flags = {}
    for r in rows('pinyin.tsv'):
        word = sum((ord(c) - ord('a') + 1) << 5 * n
                   for n, c in enumerate(r['spelling']))
        flags[word] = flags.get(word, 0) | SPELT[r['kind']]
    words = (hex(word << 4 | flags[word]) for word in sorted(flags))
    return (head('pinyin.tsv') + '#include "detectors/tables/data.h"\n\n'
            + array('uint64_t pinyin_words[]', words)
            + f'const int pinyin_count = {len(flags)};\n')


FILES = {'region_data.c': region_data, 'card_data.c': card_data,
         'number_data.c': number_data, 'label_data.c': label_data,
         'name_data.c': name_data,
         'pinyin_data.c': pinyin_data}


def main():
    stale = []
    for name, make in FILES.items():
        path, text = os.path.join(HERE, name), make()
        if sys.argv[1:] == ['--check']:
            with open(path, encoding='utf-8') as f:
                stale += [name] if f.read() != text else []
        else:
            with open(path, 'w', encoding='utf-8', newline='\n') as f:
                f.write(text)
    if stale:
        sys.exit('not up to date, run generate.py: ' + ' '.join(stale))


if __name__ == '__main__':
    main()
