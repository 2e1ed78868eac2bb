/* Headers of tar and the records that extend them. See tar.h. */
#include "scanner/formats/tar.h"

#include <stdlib.h>
#include <string.h>

/* Where fields stand in a header. */
enum {
	NAME = 0, NAME_LENGTH = 100,
	SIZE = 124, SIZE_LENGTH = 12,
	MTIME = 136,
	CHECKSUM = 148, CHECKSUM_LENGTH = 8,
	TYPE = 156,
	MAGIC = 257,
	PREFIX = 345, PREFIX_LENGTH = 155,
	STAR_PREFIX_LENGTH = 131, STAR_MAGIC = 508,
};

bool tar_number(const unsigned char *field, size_t length, uint64_t *value)
{
	size_t i = 0;
	bool digits = false;

	*value = 0;
	if (field[0] & 0x80) { /* base 256; 0xFF begins a negative one */
		if (field[0] != 0x80)
			return false;
		for (i = 1; i < length; i++) {
			if (*value >> 55)
				return false;
			*value = *value << 8 | field[i];
		}
		return true;
	}
	while (i < length && field[i] == ' ')
		i++;
	for (; i < length && field[i] >= '0' && field[i] <= '7'; i++) {
		*value = *value << 3 | (field[i] - '0'); /* 36 bits at most */
		digits = true;
	}
	return digits && (i == length || !field[i] || field[i] == ' ');
}

bool tar_header_valid(const unsigned char *block)
{
	uint64_t told;
	unsigned sum = CHECKSUM_LENGTH * ' ', high = 0;

	if (!tar_number(block + CHECKSUM, CHECKSUM_LENGTH, &told))
		return false;
	for (unsigned i = 0; i < TAR_BLOCK; i++) {
		if (i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH)
			continue;
		sum += block[i];
		high += block[i] >> 7;
	}
	/* Some old programs added signed bytes. */
	return told == sum || told == sum - 256 * high;
}

static void append_field(struct buffer *out, const unsigned char *field,
			 size_t length)
{
	buffer_append(out, field, strnlen((const char *)field, length));
}

static void read_name(const unsigned char *block, struct buffer *name)
{
	bool star = !memcmp(block + STAR_MAGIC, "tar", 4);

	buffer_clear(name);
	if (!memcmp(block + MAGIC, "ustar", 6) && block[PREFIX]) {
		append_field(name, block + PREFIX,
			     star ? STAR_PREFIX_LENGTH : PREFIX_LENGTH);
		buffer_byte(name, '/');
	}
	append_field(name, block + NAME, NAME_LENGTH);
}

bool tar_header_read(const unsigned char *block, struct tar_entry *e)
{
	uint64_t size, seconds;

	e->type = block[TYPE];
	if (!tar_number(block + SIZE, SIZE_LENGTH, &size))
		return false;
	if (!e->sized)
		e->size = size;
	if (!e->named)
		read_name(block, &e->name);
	if (tar_number(block + MTIME, SIZE_LENGTH, &seconds) &&
	    seconds <= INT64_MAX / 1000000000)
		e->mtime_ns = (int64_t)seconds * 1000000000;
	if (e->type == TAR_FILE_V7 && e->name.length &&
	    e->name.bytes[e->name.length - 1] == '/')
		e->type = TAR_DIRECTORY;
	return true;
}

void tar_entry_name(struct tar_entry *e, const char *name)
{
	buffer_clear(&e->name);
	buffer_text(&e->name, name);
	e->named = true;
}

/* A file that GNU tar calls sparse: versions 0.0, 0.1 and 1.0. */
static void sparse_record(const char *key, const char *value,
			  struct tar_entry *e)
{
	uint64_t number = strtoull(value, NULL, 10);

	e->sparse = true;
	if (!strcmp(key, "name")) {
		tar_entry_name(e, value);
		e->sparse_named = true;
	} else if (!strcmp(key, "size") || !strcmp(key, "realsize")) {
		e->map.size = number;
	} else if (!strcmp(key, "major")) {
		e->sparse_map_in_data = number;
	} else if (!strcmp(key, "map")) {
		tar_map_parse(&e->map, value);
	} else if (!strcmp(key, "offset")) {
		tar_map_add(&e->map, number, 0);
	} else if (!strcmp(key, "numbytes") && e->map.count) {
		uint64_t offset = e->map.segments[--e->map.count].offset;

		tar_map_add(&e->map, offset, number);
	}
}

static void record(const char *key, const char *value, struct tar_entry *e)
{
	static const char sparse[] = "GNU.sparse.";

	if (!strncmp(key, sparse, strlen(sparse))) {
		sparse_record(key + strlen(sparse), value, e);
	} else if (!strcmp(key, "path")) {
		if (!e->sparse_named)
			tar_entry_name(e, value);
	} else if (!strcmp(key, "size")) {
		e->size = strtoull(value, NULL, 10);
		e->sized = true;
	}
}

/* Records are "LENGTH KEY=VALUE\n", the length that of the whole record. */
bool tar_pax_read(const char *records, size_t length, struct tar_entry *e)
{
	while (length) {
		char *key, *value, *text;
		unsigned long n = strtoul(records, &key, 10);

		if (*key != ' ' || n > length ||
		    n < (size_t)(key - records) + 3)
			return false;
		key++;
		text = strndup(key, n - (size_t)(key - records) - 1);
		value = text ? strchr(text, '=') : NULL;
		if (value) {
			*value = '\0';
			record(text, value + 1, e);
		}
		free(text);
		records += n;
		length -= n;
	}
	return true;
}

void tar_entry_release(struct tar_entry *e)
{
	buffer_release(&e->name);
	tar_map_release(&e->map);
	*e = (struct tar_entry){ 0 };
}
