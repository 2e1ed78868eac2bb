/* The engine of AArch64: NEON, which all have. */
#if defined(__aarch64__)
#include <arm_neon.h>

#include "detectors/sift_loop.h"

/* 64 flags of 0x00 or 0xFF to 64 bits: weigh, then add neighbours. */
INLINE uint64_t mask_neon(const uint8x16_t v[4])
{
	static const uint8_t weights[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
					     1, 2, 4, 8, 16, 32, 64, 128 };
	uint8x16_t w = vld1q_u8(weights);
	uint8x16_t low = vpaddq_u8(vandq_u8(v[0], w), vandq_u8(v[1], w));
	uint8x16_t high = vpaddq_u8(vandq_u8(v[2], w), vandq_u8(v[3], w));
	uint8x16_t sum = vpaddq_u8(low, high);

	sum = vpaddq_u8(sum, sum);
	return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

INLINE uint8x16_t range_neon(uint8x16_t v, uint8_t first, uint8_t count)
{
	return vcltq_u8(vsubq_u8(v, vdupq_n_u8(first)), vdupq_n_u8(count));
}

INLINE void common128(const unsigned char *p, struct common *c)
{
	uint8x16_t digit[4], separator[4], at[4], high[4];

	for (unsigned i = 0; i < 4; i++) {
		uint8x16_t v = vld1q_u8(p + 16 * i);

		digit[i] = range_neon(v, '0', 10);
		separator[i] = vorrq_u8(vceqq_u8(v, vdupq_n_u8(' ')),
					vceqq_u8(v, vdupq_n_u8('-')));
		at[i] = vceqq_u8(v, vdupq_n_u8('@'));
		high[i] = vcgeq_u8(v, vdupq_n_u8(0x80));
	}
	c->digit = mask_neon(digit);
	c->separator = mask_neon(separator);
	c->at = mask_neon(at);
	c->high = mask_neon(high);
}

INLINE unsigned mark128(const unsigned char *p, unsigned words,
			uint64_t *digits, uint64_t *others)
{
	uint8x16_t feeds = vdupq_n_u8(0);

	for (unsigned i = 0; i < words; i++) {
		uint8x16_t digit[4], other = vdupq_n_u8(0);

		for (unsigned k = 0; k < 4; k++, p += sizeof(other)) {
			uint8x16_t v = vld1q_u8(p);
			uint8x16_t at = vceqq_u8(v, vdupq_n_u8('@'));

			digit[k] = range_neon(v, '0', 10);
			other = vorrq_u8(other, vorrq_u8(v, at));
			feeds = vsubq_u8(feeds,
					 vceqq_u8(v, vdupq_n_u8('\n')));
		}
		digits[i] = mask_neon(digit);
		others[i] = vmaxvq_u8(other) >= 0x80;
	}
	return vaddlvq_u8(feeds);
}

INLINE uint64_t equal128(const unsigned char *p, unsigned char byte)
{
	uint8x16_t v[4];

	for (unsigned i = 0; i < 4; i++)
		v[i] = vceqq_u8(vld1q_u8(p + 16 * i), vdupq_n_u8(byte));
	return mask_neon(v);
}

INLINE uint64_t letters128(const unsigned char *p)
{
	uint8x16_t v[4];

	for (unsigned i = 0; i < 4; i++)
		v[i] = range_neon(
			vorrq_u8(vld1q_u8(p + 16 * i), vdupq_n_u8(0x20)),
			'a', 26);
	return mask_neon(v);
}

INLINE void brief128(const unsigned char *p, enum seeds_wide wide,
		     struct brief *b)
{
	struct common c;

	(void)wide;
	common128(p, &c);
	b->digits = c.digit;
	b->joins = letters128(p) | c.separator;
	b->others = c.at | c.high;
	b->ats = c.at;
}

static const struct engine engine128 = {
	mark128, some_each, brief128, common128, equal128, letters128
};

void seeds_find_128(const unsigned char *text, size_t low, size_t begin,
		    size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out, engine128);
}

void sift_map_128(const struct chunk *c, enum seeds_wide wide,
		  struct sift_map *map)
{
	map_loop(c, wide, map, engine128);
}

void sift_128(const struct sift_rule *rule, const struct chunk *c,
	       const struct sift_map *map, uint32_t from, uint64_t row,
	       struct sifted *out)
{
	sift_loop(rule, c, map, from, row, out, engine128,
		  tell_each, ends_each);
}
#endif
