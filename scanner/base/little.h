/* Numbers as most files hold them: the lowest byte first. */
#ifndef SCANNER_BASE_LITTLE_H
#define SCANNER_BASE_LITTLE_H

#include <stdint.h>

/* Of `count` bytes, 8 at most. */
static inline uint64_t little(const unsigned char *bytes, unsigned count)
{
	uint64_t value = 0;

	while (count--)
		value = value << 8 | bytes[count];
	return value;
}

static inline uint16_t little16(const unsigned char *bytes)
{
	return (uint16_t)little(bytes, 2);
}

static inline uint32_t little32(const unsigned char *bytes)
{
	return (uint32_t)little(bytes, 4);
}

static inline uint64_t little64(const unsigned char *bytes)
{
	return little(bytes, 8);
}

#endif
