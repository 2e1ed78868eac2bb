/* Seeds and sifting: the choice of an engine, and the scalar twin that all
 * others must agree with. See seeds.h, sift.h and their loops. */
#include "detectors/seeds.h"

#include "detectors/sift_loop.h"

static void common_scalar(const unsigned char *p, struct common *c)
{
	*c = (struct common){ 0 };
	for (unsigned i = 0; i < 64; i++) {
		uint64_t bit = 1ULL << i;

		if (p[i] >= '0' && p[i] <= '9')
			c->digit |= bit;
		if (p[i] == ' ' || p[i] == '-')
			c->separator |= bit;
		if (p[i] == '@')
			c->at |= bit;
		if (p[i] >= 0x80)
			c->high |= bit;
	}
}

static uint64_t equal_scalar(const unsigned char *p, unsigned char byte)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 64; i++)
		mask |= (uint64_t)(p[i] == byte) << i;
	return mask;
}

static unsigned mark_scalar(const unsigned char *p, unsigned words,
			    uint64_t *digits, uint64_t *others)
{
	unsigned feeds = 0;

	for (unsigned i = 0; i < words; i++, p += 64) {
		struct common c;

		common_scalar(p, &c);
		digits[i] = c.digit;
		others[i] = c.at | c.high;
		for (unsigned k = 0; k < 64; k++)
			feeds += p[k] == '\n';
	}
	return feeds;
}

static uint64_t letters_scalar(const unsigned char *p)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 64; i++)
		mask |= (uint64_t)((unsigned char)((p[i] | 0x20) - 'a') < 26)
			<< i;
	return mask;
}

static void brief_scalar(const unsigned char *p, enum seeds_wide wide,
			 struct brief *b)
{
	struct common c;

	(void)wide;
	common_scalar(p, &c);
	b->digits = c.digit;
	b->joins = letters_scalar(p) | c.separator;
	b->others = c.at | c.high;
	b->ats = c.at;
}

static const struct engine engine_scalar = {
	mark_scalar,   some_each,    brief_scalar,
	common_scalar, equal_scalar, letters_scalar,
};

static void find_scalar(const unsigned char *text, size_t low, size_t begin,
			size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out, engine_scalar);
}

static void sift_scalar(const struct sift_rule *rule, const struct chunk *c,
			const struct sift_map *map, uint32_t from,
			uint64_t row, struct sifted *out)
{
	sift_loop(rule, c, map, from, row, out, engine_scalar,
		  tell_each, ends_each);
}

static void sift_map_scalar(const struct chunk *c, enum seeds_wide wide,
			    struct sift_map *map)
{
	map_loop(c, wide, map, engine_scalar);
}

enum seeds_engine seeds_best(void)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("bmi2"))
		return SEEDS_AVX512;
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	    __builtin_cpu_supports("bmi2"))
		return SEEDS_AVX2;
	return SEEDS_VECTOR128;
#elif defined(__aarch64__)
	return SEEDS_VECTOR128;
#else
	return SEEDS_SCALAR;
#endif
}

const char *seeds_engine_name(enum seeds_engine engine)
{
	static const char *const names[] = {
		[SEEDS_SCALAR] = "scalar",
		[SEEDS_VECTOR128] = "128-bit",
		[SEEDS_AVX2] = "AVX2",
		[SEEDS_AVX512] = "AVX-512",
	};

	return names[engine == SEEDS_BEST ? seeds_best() : engine];
}

void seeds_find(enum seeds_engine engine, enum seeds_wide wide,
		const unsigned char *text, size_t low, size_t begin,
		size_t end, struct seeds *out)
{
	switch (engine == SEEDS_BEST ? seeds_best() : engine) {
#if defined(__x86_64__)
	case SEEDS_AVX512:
		seeds_find_avx512(text, low, begin, end, wide, out);
		return;
	case SEEDS_AVX2:
		seeds_find_avx2(text, low, begin, end, wide, out);
		return;
#endif
#if defined(__x86_64__) || defined(__aarch64__)
	case SEEDS_VECTOR128:
		seeds_find_128(text, low, begin, end, wide, out);
		return;
#endif
	default:
		find_scalar(text, low, begin, end, wide, out);
	}
}

void sift_map(enum seeds_engine engine, enum seeds_wide wide,
	      const struct chunk *c, struct sift_map *map)
{
	switch (engine == SEEDS_BEST ? seeds_best() : engine) {
#if defined(__x86_64__)
	case SEEDS_AVX512:
		sift_map_avx512(c, wide, map);
		return;
	case SEEDS_AVX2:
		sift_map_avx2(c, wide, map);
		return;
#endif
#if defined(__x86_64__) || defined(__aarch64__)
	case SEEDS_VECTOR128:
		sift_map_128(c, wide, map);
		return;
#endif
	default:
		sift_map_scalar(c, wide, map);
	}
}

void sift(enum seeds_engine engine, const struct sift_rule *rule,
	  const struct chunk *c, const struct sift_map *map, uint32_t from,
	  uint64_t row, struct sifted *out)
{
	switch (engine == SEEDS_BEST ? seeds_best() : engine) {
#if defined(__x86_64__)
	case SEEDS_AVX512:
		sift_avx512(rule, c, map, from, row, out);
		return;
	case SEEDS_AVX2:
		sift_avx2(rule, c, map, from, row, out);
		return;
#endif
#if defined(__x86_64__) || defined(__aarch64__)
	case SEEDS_VECTOR128:
		sift_128(rule, c, map, from, row, out);
		return;
#endif
	default:
		sift_scalar(rule, c, map, from, row, out);
	}
}
