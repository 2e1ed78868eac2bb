# Names, addresses, dates of birth and sexes in source code and fixtures do
# not stop a commit; an identifier among them does, alone.
. tests/lib.sh
. tests/hook.sh

repository r
cat > Names.java <<'END'
public class Names {
    static final String[] NAMES = {"张三", "李四", "王五", "赵六", "陈晓燕",
        "刘洋", "黄丽", "周杰", "吴霞", "杨帆", "徐丽丽", "孙浩然"};
    String name = "张三"; // 姓名
    String address = "北京市朝阳区建国路88号3单元201室";
    LocalDate birthday = LocalDate.of(1990, 3, 7); // 出生日期 1990-03-07
}
END
cat > test_users.py <<'END'
USERS = [
    {"姓名": "张伟", "性别": "男", "出生日期": "1990-01-01"},
    {"姓名": "王芳", "性别": "女", "出生日期": "1991-02-02"},
]
def test_greeting():
    assert greet("李雷") == "你好，李雷"
END
names='张三 李四 王五 赵六 陈晓燕 刘洋 黄丽 周杰 吴霞 杨帆 徐丽丽 孙浩然'
{
	echo 姓名,性别,出生日期,住址
	for name in $names; do
		echo "$name,男,19$((80 + ${#name}))-0${#name}-1${#name},\
上海市浦东新区张杨路5${#name}号3幢201室"
	done
} > names.csv
{
	echo "INSERT INTO users (id, name, gender) VALUES"
	for name in $names; do
		echo "(1,'$name','女'),"
	done
	echo "(2,'马春梅','男');"
} > seed.sql
for name in $names; do
	printf '{"name":"%s","gender":"male","birthday":"1990-03-07"}\n' "$name"
done > users.jsonl
for name in $names; do
	printf '  - name: %s\n    gender: male\n' "$name"
done > users.yaml
printf '{"login":"登录","search":"查询","order":"订单","time":"时间"}' \
	> zh-CN.json
git add .
hook
silent 'names in source code and fixtures were told'
hook --fail-on low
want_status 1
grep -q '^names.csv:2:1: cn.person_name 张\* (low: ' "$work/out" ||
	fail "--fail-on low does not tell names: $(head -n 3 "$work/out")"
grep -q '^names.csv:2.*cn.address' "$work/out" ||
	fail "--fail-on low does not tell addresses"
git commit -qm names

# The same with a customer among them.
echo "钱多多,女,${id#* },广东省深圳市南山区科技园路8号" >> names.csv
echo "(3,'${id#* }','男');" >> seed.sql
git add .
hook
want_status 1
[ "$(sed 's/ (.*//; s/:.*: / /' "$work/out" | sort)" = \
'names.csv cn.resident_id 110101********109X
seed.sql cn.resident_id 110101********109X' ] ||
	fail "told is not the ID alone: $(cat "$work/out")"
exit 0
