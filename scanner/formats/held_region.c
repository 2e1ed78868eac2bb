/* Tables and forms among rows that are held. See held_region.h. */
#include "scanner/formats/held_region.h"

#include <string.h>

#define LABEL_BYTES 64
#define ID_DIGITS 18

/* What a cell looks like. Numbers of one kind have about as many digits: of
 * long ones it is just as many. */
enum {
	BLANK,
	WORDS,
	SHORT,
	MIDDLE = 7,
	PHONE = 11,
	LONG = 13,
	CARD = 16,
	LONGEST = 32,
	ADDRESS, /* with an @ */
};

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static unsigned look_at(const struct held_rows *h,
			 const struct held_cell *cell)
{
	const unsigned char *text = h->text.bytes + cell->offset;
	unsigned digits = 0, others = 0;

	if (!cell->length)
		return BLANK;
	for (uint32_t i = 0; i < cell->length; i++) {
		digits += is_digit(text[i]);
		others += !is_digit(text[i]) && !strchr(" .,-/:%", text[i]);
	}
	/* The check digit of an ID may be an X. */
	digits += digits + 1 == ID_DIGITS && others == 1 &&
		  (text[cell->length - 1] | 0x20) == 'x';
	if (memchr(text, '@', cell->length))
		return ADDRESS;
	if (!digits || (others && held_names(h, cell)))
		return WORDS;
	return digits < MIDDLE	? SHORT
	       : digits < PHONE ? MIDDLE
	       : digits < LONG	? PHONE
	       : digits < LONGEST ? digits
				  : LONGEST;
}

static bool is_label(const struct held_rows *h, const struct emitter *out,
		     const struct held_cell *cell)
{
	char text[LABEL_BYTES];

	if (!out->label || cell->length >= sizeof(text) ||
	    look_at(h, cell) != WORDS)
		return false;
	memcpy(text, h->text.bytes + cell->offset, cell->length);
	text[cell->length] = '\0';
	return out->label(text);
}

static bool same_text(const struct held_rows *h, const struct held_cell *a,
		      const struct held_cell *b)
{
	return a->length == b->length &&
	       !memcmp(h->text.bytes + a->offset, h->text.bytes + b->offset,
		       a->length);
}

/* The filled cell behind this one in its row, or NULL. */
static const struct held_cell *beside(const struct held_rows *h,
				      const struct held_cell *cell)
{
	const struct held_cell *end = h->cells + h->count;
	unsigned row = cell->row;

	do {
		cell++;
	} while (cell < end && cell->row == row && !cell->length);
	return cell < end && cell->row == row ? cell : NULL;
}

static bool is_number(const struct held_rows *h, const struct held_cell *cell)
{
	return look_at(h, cell) >= SHORT;
}

/* The cell is the label of what stands behind it: a number that is no mere
 * count, or a word that is no label itself. */
static bool is_pair(const struct held_rows *h, const struct emitter *out,
		    const struct held_cell *cell, bool number)
{
	const struct held_cell *value =
		cell->field < LOOKS_KEPT ? beside(h, cell) : NULL;
	unsigned look = value ? look_at(h, value) : BLANK;

	return (number ? look >= MIDDLE : look == WORDS) &&
	       is_label(h, out, cell) &&
	       (number || !is_label(h, out, value));
}

/* The same label stands before no value above. */
static bool is_first(const struct held_rows *h, const struct emitter *out,
		     const struct held_cell *cell, bool number)
{
	for (const struct held_cell *c = h->cells; c < cell; c++)
		if (same_text(h, c, cell) && is_pair(h, out, c, number))
			return false;
	return true;
}

static const struct held_cell *header_at(const struct held_rows *h,
					 uint16_t field)
{
	for (unsigned i = 0; i < h->count; i++)
		if (h->cells[i].field == field && h->cells[i].length &&
		    held_heads(h, &h->cells[i]))
			return &h->cells[i];
	return NULL;
}

static bool has_label_above(const struct held_rows *h,
			    const struct emitter *out,
			    const struct held_cell *cell)
{
	const struct held_cell *header =
		cell->field < LOOKS_KEPT ? header_at(h, cell->field) : NULL;

	return header && header != cell && is_label(h, out, header);
}

/* Every row begins with another label and a word. */
bool held_lists_words(const struct held_rows *h, const struct emitter *out)
{
	unsigned rows = 0;

	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];

		if ((i && cell[-1].row == cell->row) ||
		    held_filled(h, cell->row) < 2)
			continue;
		if (!is_pair(h, out, cell, false) ||
		    !is_first(h, out, cell, false))
			return false;
		rows++;
	}
	return rows > 1;
}

static bool has_numbers(const struct held_rows *h)
{
	for (unsigned i = 0; i < h->count; i++)
		if (is_number(h, &h->cells[i]))
			return true;
	return false;
}

bool held_has_pairs(const struct held_rows *h, const struct emitter *out)
{
	for (unsigned i = 0; i < h->count; i++)
		if (is_pair(h, out, &h->cells[i], true))
			return true;
	return false;
}

/* Whether a number stands below one like it: cards have 16 to 19 digits. */
static bool is_alike(unsigned look, unsigned above)
{
	return look == above ||
	       (above > WORDS && above <= MIDDLE && look <= MIDDLE) ||
	       (above >= CARD && above < LONGEST && look >= CARD &&
		look < LONGEST);
}

/* Below nearly all numbers stand others like them, row by row: a table,
 * although some of its words (有限公司, an address at qq.com) may be labels. */
static bool is_aligned(const struct held_rows *h)
{
	unsigned above[LOOKS_KEPT] = { BLANK };
	unsigned compared = 0, alike = 0;

	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];
		unsigned look = look_at(h, cell);

		if (look == BLANK || cell->field >= LOOKS_KEPT ||
		    (int)cell->row <= h->header)
			continue;
		if (above[cell->field] && look > WORDS) {
			compared++;
			alike += is_alike(look, above[cell->field]);
		}
		above[cell->field] = look;
	}
	return compared > 2 && alike * 4 >= compared * 3;
}

/* A column of types, before one of numbers of these, has few words, and they
 * come again. */
bool held_is_form(const struct held_rows *h, const struct emitter *out)
{
	unsigned pairs = 0, above = 0, labels = 0, words = 0, below = 0;
	bool begins = h->header < 0; /* with a pair */

	if (is_aligned(h))
		return false;
	for (unsigned i = 0; i < h->count; i++)
		if (is_pair(h, out, &h->cells[i], true)) {
			pairs++;
			labels += is_first(h, out, &h->cells[i], true);
		}
	if (!pairs || labels * 3 < pairs)
		return false;
	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];

		above += is_number(h, cell) && has_label_above(h, out, cell);
		if (!is_pair(h, out, cell, false))
			continue;
		words++;
		begins |= held_heads(h, cell);
		below += !held_heads(h, cell) &&
			 is_first(h, out, cell, false);
	}
	return pairs > above && (begins || labels == pairs) &&
	       (labels > 1 || below || (pairs == 1 && words));
}

void held_look(const struct held_rows *h, struct looks *looks)
{
	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];

		/* A word may stand for a number that is not known. */
		if (cell->length && cell->field < LOOKS_KEPT &&
		    cell->row > h->header && !held_heads(h, cell) &&
		    looks->at[cell->field] <= WORDS)
			looks->at[cell->field] =
				(unsigned char)look_at(h, cell);
	}
}

/* A name stands once in its row, and in its column. */
static bool is_repeated(const struct held_rows *h,
			const struct held_cell *name)
{
	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];

		if (cell != name && same_text(h, cell, name) &&
		    (cell->row == name->row || cell->field == name->field))
			return true;
	}
	return false;
}

/* Most of the numbers below the names, and two at least, are unlike what stood
 * there, if anything did. */
static bool is_unlike(const struct held_rows *h, const struct looks *last)
{
	static const struct looks none;
	unsigned unlike = 0, numbers = 0;

	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];
		unsigned look = look_at(h, cell), was;

		if (cell->row <= h->header || held_heads(h, cell) ||
		    cell->field >= LOOKS_KEPT || look <= WORDS)
			continue;
		was = last->at[cell->field];
		numbers += was != BLANK;
		unlike += was != BLANK && was != look;
	}
	return (unlike > 1 && unlike * 2 > numbers) ||
	       !memcmp(last, &none, sizeof(none));
}

bool held_goes_on(const struct held_rows *h, const struct looks *last)
{
	unsigned alike = 0, unlike = 0;

	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];
		unsigned look = look_at(h, cell), was;

		if (look <= WORDS || cell->field >= LOOKS_KEPT ||
		    (h->header >= 0 && cell->row > h->header))
			continue;
		was = last->at[cell->field];
		alike += is_alike(look, was);
		unlike += was != BLANK && !is_alike(look, was);
	}
	return alike > 1 && alike >= unlike;
}

/* Words that speak of numbers: these stand below them. */
static bool stands_above(const struct held_rows *h,
			 const struct held_cell *name)
{
	for (unsigned i = 0; i < h->count; i++)
		if (h->cells[i].field == name->field &&
		    h->cells[i].row > h->header &&
		    is_number(h, &h->cells[i]))
			return true;
	return false;
}

bool held_begins_table(const struct held_rows *h, const struct emitter *out,
		       const struct looks *last, bool apart)
{
	unsigned labels = 0, names = 0, above = 0;

	if (h->header < 0 || (!apart && !has_numbers(h)))
		return false;
	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];

		if (!cell->length || !held_heads(h, cell) ||
		    cell->field >= LOOKS_KEPT)
			continue;
		if (!h->grouped && is_repeated(h, cell))
			return false;
		names++;
		labels += is_label(h, out, cell);
		above += stands_above(h, cell);
	}
	if (labels > 1 && (above || (apart && labels * 2 > names)))
		return true;
	return apart && above && is_unlike(h, last);
}

uint64_t held_header(const struct held_rows *h)
{
	uint64_t hash = 0xCBF29CE484222325; /* FNV-1a */

	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];
		const unsigned char *text = h->text.bytes + cell->offset;

		if (!cell->length || !held_heads(h, cell))
			continue;
		for (uint32_t j = 0; j < cell->length; j++)
			hash = (hash ^ text[j]) * 0x100000001B3;
		hash = (hash ^ 0x100 ^ cell->field) * 0x100000001B3;
	}
	return hash;
}
