/* Numbers by vectors of eight. See numbers.h; checksum.c does the same sums
 * for one number. */
#include "detectors/numbers.h"

#include "detectors/digits.h"

#define LANES 8
typedef uint64_t lanes
	__attribute__((vector_size(8 * LANES), aligned(8), may_alias));

#define INLINE static inline __attribute__((always_inline))
#define EIGHT(array, i) (*(lanes *)&(array)[i])
#define EVEN_BYTES 0x00FF00FF00FF00FFULL
#define EVEN_PAIRS 0x0000FFFF0000FFFFULL

/* Not by a product, for which there is no instruction in AVX2. */
INLINE void to_pairs(lanes *digits)
{
	*digits = ((*digits << 3) + (*digits << 1) + (*digits >> 8)) &
		  EVEN_BYTES;
}

INLINE void first_loop(struct numbers *n, unsigned i)
{
	lanes pairs = EIGHT(n->words[0], i) - DIGITS_EACH('0'), upper;

	EIGHT(n->words[0], i) = pairs;
	to_pairs(&pairs);
	upper = pairs & 0xFF;
	EIGHT(n->four, i) = (upper << 6) + (upper << 5) + (upper << 2) +
			    (pairs >> 16 & 0xFF);
	EIGHT(n->two, i) = pairs >> 32 & 0xFF;
}

/* Words that have digits. */
INLINE unsigned words_of(const struct numbers *n)
{
	unsigned words = (n->length + 7) / 8;

	return words < NUMBER_WORDS ? words : NUMBER_WORDS;
}

/* Drops what is behind the last digit. */
INLINE void rest_loop(struct numbers *n, unsigned i)
{
	for (unsigned k = 1; k < words_of(n); k++) {
		unsigned left = n->length - 8 * k;
		uint64_t own = left >= 8 ? ~0ULL : ~(~0ULL << 8 * left);

		EIGHT(n->words[k], i) -= DIGITS_EACH('0');
		EIGHT(n->words[k], i) &= own;
	}
}

/* Which numbers below 64 are multiples: bits. */
#define OF_TEN (1ULL | 1ULL << 10 | 1ULL << 20 | 1ULL << 30)
#define OF_ELEVEN (1ULL | 1ULL << 11 | 1ULL << 22 | 1ULL << 33 | 1ULL << 44 | \
		   1ULL << 55)

INLINE void keep_sure(struct numbers *n, unsigned i, uint64_t multiples,
		      const lanes *sum)
{
	const lanes set = { multiples, multiples, multiples, multiples,
			    multiples, multiples, multiples, multiples };

	EIGHT(n->sure, i) &= -(set >> *sum & 1);
}

INLINE void luhn_loop(struct numbers *n, unsigned i)
{
	uint64_t twice = n->length % 2 ? ~EVEN_BYTES : EVEN_BYTES;
	lanes sum = { 0 };

	for (unsigned k = 0; k < words_of(n); k++) {
		lanes word = EIGHT(n->words[k], i);
		lanes doubled = word + (word & twice);
		lanes tens = (doubled + DIGITS_EACH(0x76)) >> 7 &
			     DIGITS_EACH(1);

		sum += doubled - (tens << 3) - tens;
	}
	sum = (sum & EVEN_BYTES) + (sum >> 8 & EVEN_BYTES);
	sum += sum >> 32;
	sum = (sum + (sum >> 16)) & 0xFF; /* nine times 19 at most */
	for (unsigned k = 0; k < 2; k++) /* 16 is 6 (mod 10) */
		sum = (sum & 15) + (sum >> 4 << 2) + (sum >> 4 << 1);
	keep_sure(n, i, OF_TEN, &sum);
}

/* Sums of weights 2^17 to 2^0; 2^10 is 1 (mod 11), and 2^5 is -1. */
INLINE void mod11_2_loop(struct numbers *n, unsigned i)
{
	lanes first = EIGHT(n->words[0], i), next = EIGHT(n->words[1], i);
	lanes last = EIGHT(n->words[2], i), check = last >> 8, sum;

	first = ((first << 1) + (first >> 8)) & EVEN_BYTES;
	next = ((next << 1) + (next >> 8)) & EVEN_BYTES;
	sum = first + (next << 2);
	sum = ((sum & EVEN_PAIRS) << 2) + (sum >> 16 & EVEN_PAIRS);
	sum = ((sum & 0xFFFF) << 4) + (sum >> 32);
	check -= (check >> 5 << 5) - (check >> 5 << 1); /* X is 40, for 10 */
	sum += ((last & 0xFF) << 1) + check;
	sum = (sum & 1023) + (sum >> 10);
	sum = (sum & 31) + 32 - (sum >> 5); /* one less: it should be 1 */
	keep_sure(n, i, OF_ELEVEN, &sum);
}

/* What is out of a range sets the top bit of a difference. */
INLINE void born_loop(struct numbers *n, unsigned i, uint64_t from,
		      uint64_t to)
{
	lanes century = EIGHT(n->words[0], i), pairs = EIGHT(n->words[1], i);
	lanes month, day, date, february, days, wrong;

	to_pairs(&century);
	to_pairs(&pairs);
	century >>= 48;
	month = pairs >> 16 & 0xFF;
	day = pairs >> 32 & 0xFF;
	date = century << 24 | (pairs & 0xFF) << 16 | month << 8 | day;
	february = ((month ^ 2) - 1) >> 63;
	days = ((month ^ month >> 3) & 1) + 30 - (february << 1);
	wrong = (date - from) | (to - date) | (month - 1) | (12 - month) |
		(day - 1) | (days - day);
	EIGHT(n->sure, i) &= (wrong >> 63) - 1;
}

enum step { STEP_FIRST, STEP_REST, STEP_LUHN, STEP_MOD11_2, STEP_BORN };

INLINE void loop(struct numbers *n, enum step step, uint64_t from, uint64_t to)
{
	for (unsigned i = 0; i < n->count; i += LANES) {
		if (step == STEP_FIRST)
			first_loop(n, i);
		else if (step == STEP_REST)
			rest_loop(n, i);
		else if (step == STEP_LUHN)
			luhn_loop(n, i);
		else if (step == STEP_MOD11_2)
			mod11_2_loop(n, i);
		else
			born_loop(n, i, from, to);
	}
}

static void loop_plain(struct numbers *n, enum step step, uint64_t from,
		       uint64_t to)
{
	loop(n, step, from, to);
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void
loop_avx2(struct numbers *n, enum step step, uint64_t from, uint64_t to)
{
	loop(n, step, from, to);
}

__attribute__((target("avx512f"))) static void
loop_avx512(struct numbers *n, enum step step, uint64_t from, uint64_t to)
{
	loop(n, step, from, to);
}
#endif

static void run(struct numbers *n, enum step step, uint64_t from, uint64_t to)
{
#ifdef __x86_64__
	if (n->engine == SEEDS_AVX512)
		loop_avx512(n, step, from, to);
	else if (n->engine == SEEDS_AVX2)
		loop_avx2(n, step, from, to);
	else
#endif
		loop_plain(n, step, from, to);
}

/* Eight characters of each, from the k-th word on. */
static void fetch(struct numbers *n, unsigned k)
{
	unsigned count = n->count;
	uint64_t *word = n->words[k];

	for (unsigned i = 0; i < count; i++) {
		uint64_t eight;

		memcpy(&eight, n->text[i] + 8 * k, sizeof(eight));
		word[i] = le64toh(eight);
	}
}

void numbers_begin(struct numbers *n)
{
	run(n, STEP_FIRST, 0, 0);
}

void numbers_go_on(struct numbers *n)
{
	for (unsigned k = 1; k < words_of(n); k++)
		fetch(n, k);
	run(n, STEP_REST, 0, 0);
}

void numbers_luhn(struct numbers *n)
{
	run(n, STEP_LUHN, 0, 0);
}

void numbers_mod11_2(struct numbers *n)
{
	run(n, STEP_MOD11_2, 0, 0);
}

static uint64_t packed(int date)
{
	uint64_t day = (uint64_t)date;

	return day / 1000000 << 24 | day / 10000 % 100 << 16 |
	       day / 100 % 100 << 8 | day % 100;
}

void numbers_born(struct numbers *n, int from, int to)
{
	run(n, STEP_BORN, packed(from), packed(to));
}
