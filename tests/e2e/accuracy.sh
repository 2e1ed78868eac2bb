# Recall on written forms and false alarms on decoys, per detector.
# PANDIAN_SEED varies the corpus.
# also: asan
. tests/lib.sh

python3 "$gen/corpus.py" "$work/corpus" "$work/planted.jsonl" \
	"${PANDIAN_SEED:-1}"
scan --reveal --jsonl found.jsonl corpus
want_status 0
python3 "$gen/score.py" "$work/planted.jsonl" "$work/found.jsonl" \
	> "$work/table"
verdict=$?
cat "$work/table"
[ $verdict = 0 ] || fail "recall under 99.5 % or too many false alarms"
