# Fingerprints are HMACs under the engagement's key, by SHA-256 or SM3, as
# another program computes them; every document says by which.
# also: asan
. tests/lib.sh

mkdir "$work/d"
printf '手机13812345679\n' > "$work/d/a.txt"
printf '%s' 0123456789abcdef0123456789ABCDEF > "$work/key"
chmod 600 "$work/key"

cat > "$work/print.py" <<'PY'
import hashlib, hmac, struct, sys


def sm3(message):
    """GM/T 0004-2012."""
    def rotated(x, n):
        n %= 32
        return (x << n | x >> (32 - n)) & 0xFFFFFFFF

    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
             0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = message + b'\x80' + bytes(-(len(message) + 9) % 64)
    padded += struct.pack('>Q', 8 * len(message))
    for at in range(0, len(padded), 64):
        w = list(struct.unpack('>16I', padded[at:at + 64]))
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rotated(w[j - 3], 15)
            w.append(x ^ rotated(x, 15) ^ rotated(x, 23)
                     ^ rotated(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rotated((rotated(a, 12) + e + rotated(t, j)) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ rotated(a, 12)
            ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
            gg = e ^ f ^ g if j < 16 else e & f | ~e & g
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, rotated(b, 9), c
            e, f, g, h = tt2 ^ rotated(tt2, 9) ^ rotated(tt2, 17), e, \
                rotated(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return struct.pack('>8I', *state)


def hmac_sm3(key, message):
    """RFC 2104, for keys of up to 64 bytes."""
    key = key.ljust(64, b'\0')
    inner = sm3(bytes(k ^ 0x36 for k in key) + message)
    return sm3(bytes(k ^ 0x5C for k in key) + inner)


assert sm3(b'abc').hex() == (
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
assert sm3(b'abcd' * 16).hex() == (
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
engagement = open(sys.argv[2], 'rb').read()
number = {'sha256': 2, 'sm3': 5}[sys.argv[1]]
key = hashlib.blake2b(digest_size=32, key=engagement, person=b'pd-print',
                      salt=struct.pack('<QQ', number, 0)).digest()
message = b'cn.mobile\0' + b'13812345679'
made = (hmac_sm3(key, message) if number == 5
        else hmac.digest(key, message, 'sha256'))
print(made[:16].hex())
PY

for hash in sha256 sm3; do
	name=HMAC-SM3
	[ $hash = sm3 ] || name=HMAC-SHA-256
	scan --key key --fingerprint $hash --jsonl "$hash.jsonl" \
		--json "$hash.json" --xml "$hash.xml" --html "$hash.html" \
		--inventory "$hash.db" d
	want_status 0
	[ "$(jq -r 'select(.type == "finding") | .fingerprint' \
		"$work/$hash.jsonl")" = \
		"$(python3 "$work/print.py" $hash "$work/key")" ] ||
		fail "$hash: another program makes another fingerprint"
	run report "$hash.db" --jsonl "again.$hash.jsonl"
	for file in "$hash.jsonl" "again.$hash.jsonl"; do
		jq -e --arg name $name 'select(.type == "summary") |
			.fingerprints == $name' "$work/$file" > /dev/null ||
			fail "$file does not say $name"
	done
	for file in "$hash.json" "$hash.xml" "$hash.html"; do
		grep -q "$name" "$work/$file" || fail "$file lacks $name"
	done
	want "$hash.xml is not valid" xmllint --noout \
		--schema docs/report.xsd "$work/$hash.xml" 2> "$work/xsd"
done

scan --fingerprint md5 d
want_status 2
grep -q fingerprint "$work/err" || fail "md5 is not refused by name"
