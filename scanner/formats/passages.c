/* Text of a document's part. See passages.h. */
#include "scanner/formats/passages.h"

#include <string.h>
#include <strings.h>

#include "scanner/formats/number.h"
#include "scanner/formats/passage_table.h"

#define ELEMENT_MIN 4 /* "v: " says nothing */
#define ASIDE_MAX (64 * 1024)
#define CHOICES_MAX                                                            \
	16 /* of nested alternatives: in deeper ones all is read               \
	    */

/* Where text goes: into the line, or beside it. */
enum channel { IN_LINE, BESIDE };

struct passages {
	struct package *package;
	const struct dialect *dialect;
	void *state; /* of the layout */
	bool placed; /* text belongs to what the layout has placed */
	struct passage_table table;
	unsigned tables;  /* around */
	unsigned sheets;  /* around */
	unsigned lines;	  /* around */
	unsigned asides;  /* around, as far as they began in a line */
	unsigned skipped; /* elements open below one that is not read */
	unsigned choices; /* alternatives around */
	uint64_t texts;	  /* pieces of text so far ... */
	uint64_t texts_before[CHOICES_MAX]; /* ... when alternatives began */
	struct buffer aside;		    /* what stands beside the line */
	struct buffer values;		    /* of attributes */
	struct buffer number;		    /* of the cell, as it is stored */
	bool divide[2];	    /* a new line before the next text */
	bool blank[2];	    /* a blank before it */
	bool joined;	    /* the next line goes on with this one */
	char element[64];     /* outside of lines, and without text so far */
	unsigned char last; /* byte in the line */
};

static enum channel channel_of(const struct passages *p)
{
	return p->asides ? BESIDE : IN_LINE;
}

/* Nothing stands before what comes next. */
static bool begins(const struct passages *p, enum channel channel)
{
	if (channel == BESIDE)
		return !p->aside.length;
	if (p->table.in_cell)
		return !p->table.cell.length;
	return !p->table.open && !p->package->prose;
}

static bool spill_aside(struct passages *p)
{
	static const unsigned char end[] = "\n";
	bool going;

	if (!p->aside.length)
		return true;
	going = (begins(p, IN_LINE) ||
		 passage_table_loose(&p->table, end, 1)) &&
		passage_table_loose(&p->table, p->aside.bytes, p->aside.length);
	p->divide[IN_LINE] = true;
	buffer_clear(&p->aside);
	return going;
}

/* In a table what stands beside waits for its end: it would part the row. */
static bool end_line(struct passages *p)
{
	if (p->lines || p->asides || p->table.open)
		return true;
	return spill_aside(p);
}

/* Larger than any cell may be: it stands beside. */
static bool add_to_cell(struct passages *p, const unsigned char *text,
			size_t length)
{
	struct buffer *cell = &p->table.cell;

	if (cell->length + length <= COMPOSE_CELL_MAX) {
		buffer_append(cell, text, length);
		return true;
	}
	buffer_append(&p->aside, cell->bytes, cell->length);
	buffer_append(&p->aside, text, length);
	buffer_clear(cell);
	return spill_aside(p);
}

static bool put(struct passages *p, enum channel channel,
		const unsigned char *text, size_t length)
{
	if (channel == BESIDE || (p->table.open && !p->table.in_cell)) {
		buffer_append(&p->aside, text, length);
		return p->aside.length < ASIDE_MAX || spill_aside(p);
	}
	p->last = text[length - 1];
	if (p->table.open)
		return add_to_cell(p, text, length);
	return package_prose(p->package, text, length);
}

static bool say(struct passages *p, enum channel channel,
		const unsigned char *text, size_t length)
{
	bool divide = p->divide[channel], blank = p->blank[channel];

	p->divide[channel] = p->blank[channel] = false;
	if (channel == IN_LINE)
		p->divide[BESIDE] = true;
	if (begins(p, channel))
		divide = blank = false;
	if ((divide || blank) &&
	    !put(p, channel, (const unsigned char *)(divide ? "\n" : " "), 1))
		return false;
	return put(p, channel, text, length);
}

static bool is_blank(unsigned char c)
{
	return c == ' ' || (c >= 9 && c <= 13);
}

/* Says the words of a text with one blank between them. */
static bool say_words(struct passages *p, enum channel channel,
		      const unsigned char *text, size_t length)
{
	while (length) {
		size_t n = 0;

		while (n < length && is_blank(text[n]) == is_blank(text[0]))
			n++;
		if (is_blank(text[0]))
			p->blank[channel] = true;
		else if (!say(p, channel, text, n))
			return false;
		text += n;
		length -= n;
	}
	return true;
}

/* Layout of the XML, not of the text: in words a blank counts all the same. */
static bool is_indent(const struct passages *p, const unsigned char *text,
		      size_t length)
{
	bool layout = !p->lines;

	for (size_t i = 0; i < length; i++) {
		if (!is_blank(text[i]))
			return false;
		layout |= text[i] == '\n' && !p->dialect->collapse;
	}
	return layout;
}

/* Outside of lines the element is the label: <mobile>13800138000</mobile>. */
static bool say_element(struct passages *p)
{
	char label[sizeof(p->element) + 2];
	int length = snprintf(label, sizeof(label), "%s: ", p->element);

	p->element[0] = 0;
	return length <= ELEMENT_MIN ||
	       say(p, channel_of(p), (unsigned char *)label, (size_t)length);
}

static bool on_text(void *context, const unsigned char *text, size_t length)
{
	struct passages *p = context;

	if (p->skipped || is_indent(p, text, length))
		return true;
	if (p->element[0] && !say_element(p))
		return false;
	if (p->dialect->collapse)
		return say_words(p, channel_of(p), text, length);
	p->texts++;
	if (p->placed)
		p->dialect->layout->text(p->state, text, length);
	return say(p, channel_of(p), text, length);
}

/* A tab parts columns; but a label goes with its value. */
static bool say_tab(struct passages *p)
{
	enum channel channel = channel_of(p);
	bool value = channel == BESIDE || (p->last >= '0' && p->last <= '9');

	return p->divide[channel] ||
	       say(p, channel, (const unsigned char *)(value ? "\t" : " "), 1);
}

static bool listed(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(name, *list))
			return true;
	return false;
}

void passages_attributes(struct buffer *out, const struct dialect *dialect,
			 const struct xml_element *element)
{
	for (size_t i = 0; i < element->count; i++) {
		struct xml_attribute a = xml_attribute(element, i);

		if (!a.length || !listed(a.name, dialect->telling))
			continue;
		xml_value(out, a);
		buffer_byte(out, '\n');
	}
}

/* All attributes, as a name and its value. */
static void tell_all(struct buffer *out, const struct xml_element *element)
{
	for (size_t i = 0; i < element->count; i++) {
		xml_value(out, xml_attribute(element, i));
		buffer_text(out, i + 1 < element->count ? ": " : "\n");
	}
}

static bool tell(struct passages *p, const struct xml_element *element,
		 enum passage_role role)
{
	enum channel channel = p->lines ? BESIDE : channel_of(p);

	buffer_clear(&p->values);
	if (role == PASSAGE_TELLS)
		tell_all(&p->values, element);
	else
		passages_attributes(&p->values, p->dialect, element);
	if (!p->values.length)
		return true;
	p->divide[channel] = true;
	if (!say(p, channel, p->values.bytes, p->values.length - 1))
		return false;
	p->divide[channel] = true;
	return true;
}

static bool say_name(struct passages *p, const struct xml_element *element)
{
	for (size_t i = 0; i < element->count; i++) {
		struct xml_attribute a = xml_attribute(element, i);

		if (strcasecmp(a.name, "name") != 0)
			continue;
		buffer_clear(&p->values);
		xml_value(&p->values, a);
		buffer_text(&p->values, ": ");
		return say(p, channel_of(p), p->values.bytes, p->values.length);
	}
	return true;
}

/* A number in an attribute; 1 when there is none. */
static uint32_t count_of(const struct xml_element *element, const char *name)
{
	struct xml_attribute a = xml_find(element, name);
	uint32_t count = 0;

	for (size_t i = 0; i < a.length && count < TABLE_COLUMNS_MAX; i++) {
		if (a.value[i] < '0' || a.value[i] > '9')
			return 1;
		count = count * 10 + (a.value[i] - '0');
	}
	return count ? count : 1;
}

static bool open_table(struct passages *p, const struct xml_element *element)
{
	p->tables++;
	if (p->tables > 1 || p->asides) {
		p->divide[channel_of(p)] = true;
		return true;
	}
	return spill_aside(p) &&
	       passage_table_open(&p->table, xml_find(element, "name"),
				  p->sheets);
}

static void open_cell(struct passages *p, const struct xml_element *element)
{
	uint32_t repeated = count_of(element, "number-columns-repeated");
	uint32_t spanned = count_of(element, "colspan");

	passage_table_cell(&p->table, repeated > spanned ? repeated : spanned);
	buffer_clear(&p->number);
	if (xml_find(element, "value-type").length)
		xml_value(&p->number, xml_find(element, "value"));
	p->divide[IN_LINE] = p->blank[IN_LINE] = false;
	p->lines++;
}

/* Rows of a table within a table are lines. */
static bool open_inner(struct passages *p, enum passage_role role)
{
	bool *divide = &p->divide[channel_of(p)];

	if (role == PASSAGE_ROW)
		*divide = p->joined = true;
	if (role != PASSAGE_CELL || p->joined)
		return true;
	*divide = false;
	p->joined = true;
	return say_tab(p);
}

static bool open_in_table(struct passages *p, enum passage_role role,
			  const struct xml_element *element)
{
	if (!p->table.open || p->asides || p->tables > 1) {
		return open_inner(p, role);
	} else if (role == PASSAGE_ROW) {
		passage_table_row(&p->table);
	} else if (role == PASSAGE_CELL) {
		open_cell(p, element);
	} else {
		p->table.span = count_of(element, "val");
	}
	return true;
}

static void open_choice(struct passages *p, enum passage_role role)
{
	unsigned last = p->choices - 1;

	if (role == PASSAGE_CHOICES) {
		if (p->choices < CHOICES_MAX)
			p->texts_before[p->choices] = p->texts;
		p->choices++;
	} else if (p->choices && last < CHOICES_MAX &&
		   p->texts != p->texts_before[last]) {
		p->skipped = 1;
	}
}

static bool open_role(struct passages *p, enum passage_role role,
		      const struct xml_element *element)
{
	switch (role) {
	case PASSAGE_LINE:
		p->divide[channel_of(p)] |= !p->joined;
		p->joined = false;
		p->lines++;
		return true;
	case PASSAGE_NAMED_LINE:
		p->divide[channel_of(p)] |= !p->lines;
		return p->lines++ || say_name(p, element);
	case PASSAGE_BREAK:
		p->divide[channel_of(p)] = true;
		return true;
	case PASSAGE_TAB:
		return say_tab(p);
	case PASSAGE_SPACE:
		p->blank[channel_of(p)] = true;
		return true;
	case PASSAGE_HYPHEN:
		return say(p, channel_of(p), (const unsigned char *)"-", 1);
	case PASSAGE_ASIDE:
		p->asides += p->asides || p->lines;
		return true;
	case PASSAGE_CHOICES:
	case PASSAGE_CHOICE:
		open_choice(p, role);
		return true;
	case PASSAGE_DRAWING:
		p->skipped = 1;
		return true;
	case PASSAGE_TABLE:
		return open_table(p, element);
	case PASSAGE_ROW:
	case PASSAGE_CELL:
	case PASSAGE_SPAN:
		return open_in_table(p, role, element);
	case PASSAGE_SHEETS:
		p->sheets++;
		return true;
	default:
		p->divide[channel_of(p)] |= !p->lines;
		if (!p->lines)
			snprintf(p->element, sizeof(p->element), "%s",
				 element->name);
		return true;
	}
}

static enum passage_role role_of(const struct passages *p, const char *name)
{
	const struct passage_tag *tag = p->dialect->tags;

	while (tag->name && strcmp(tag->name, name) != 0)
		tag++;
	return tag->role;
}

static bool place(struct passages *p, const struct xml_element *element)
{
	const struct layout *layout = p->dialect->layout;
	enum placement placement;

	if (!layout)
		return true;
	placement = layout->open(p->state, element);
	p->placed = placement != PLACED_NOWHERE;
	if (p->placed) {
		p->divide[IN_LINE] = placement == PLACED_ELSEWHERE;
		p->element[0] = 0;
	}
	return placement != PLACED_APART || say_tab(p);
}

static bool on_open(void *context, const struct xml_element *element)
{
	struct passages *p = context;
	enum passage_role role = role_of(p, element->name);

	if (p->skipped) {
		p->skipped++;
		return true;
	}
	p->element[0] = 0;
	return tell(p, element, role) && open_role(p, role, element) &&
	       place(p, element);
}

/* A number is taken as it is stored: it may be shown with fewer digits. */
static bool close_cell(struct passages *p)
{
	struct passage_table *t = &p->table;
	char digits[NUMBER_DIGITS];
	size_t length;

	p->lines--;
	if (p->number.length) {
		length = number_digits(p->number.bytes, p->number.length,
				       digits);
		buffer_clear(&t->cell);
		buffer_append(&t->cell,
			      length ? digits : (char *)p->number.bytes,
			      length ? length : p->number.length);
		buffer_clear(&p->number);
		t->number = true;
	}
	return passage_table_cell_end(t);
}

static bool close_in_table(struct passages *p, enum passage_role role)
{
	if (!p->table.open || p->asides || p->tables > 1) {
		p->divide[channel_of(p)] |= role == PASSAGE_ROW;
		return true;
	}
	if (role == PASSAGE_CELL)
		return close_cell(p);
	return passage_table_row_end(&p->table);
}

static bool close_table(struct passages *p)
{
	p->tables--;
	p->divide[channel_of(p)] = true;
	if (p->tables || p->asides || !p->table.open)
		return true;
	return passage_table_end(&p->table) && end_line(p);
}

static bool close_role(struct passages *p, enum passage_role role)
{
	switch (role) {
	case PASSAGE_LINE:
	case PASSAGE_NAMED_LINE:
		p->lines--;
		p->divide[channel_of(p)] |= role == PASSAGE_LINE || !p->lines;
		return end_line(p);
	case PASSAGE_ASIDE:
		p->asides -= p->asides > 0;
		return end_line(p);
	case PASSAGE_CHOICES:
		p->choices--;
		return true;
	case PASSAGE_TABLE:
		return close_table(p);
	case PASSAGE_ROW:
	case PASSAGE_CELL:
		return close_in_table(p, role);
	case PASSAGE_SHEETS:
		p->sheets--;
		return true;
	case PASSAGE_NONE:
	case PASSAGE_TELLS:
		p->divide[channel_of(p)] |= !p->lines;
		return true;
	default:
		return true;
	}
}

static bool on_close(void *context, const char *name)
{
	struct passages *p = context;

	if (p->skipped && --p->skipped)
		return true;
	p->placed = false;
	p->element[0] = 0;
	return close_role(p, role_of(p, name));
}

/* What a damaged part leaves open counts as well. */
static bool conclude(struct passages *p)
{
	if (p->table.in_cell && !close_cell(p))
		return false;
	return passage_table_end(&p->table) && spill_aside(p) &&
	       package_went_on(p->package,
			       compose_flush(&p->package->composer));
}

bool passages_read(struct package *package, uint64_t index,
		   const struct dialect *dialect, void *state)
{
	static const struct xml_events events = { on_open, on_close, on_text };
	struct passages p = { .package = package,
			      .dialect = dialect,
			      .state = state,
			      .table = { .package = package },
			      .divide = { true } };
	bool going = package_part(package, index, &events, &p) && conclude(&p);

	package_release(package, &p.aside);
	package_release(package, &p.values);
	package_release(package, &p.number);
	passage_table_release(&p.table);
	return going;
}
