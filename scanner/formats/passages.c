/* Text of a document's part. See passages.h. */
#include "scanner/formats/passages.h"

#include <string.h>
#include <strings.h>

#include "scanner/formats/flow.h"
#include "scanner/base/number.h"

#define ELEMENT_MIN 4  /* "v: " says nothing */
#define CHOICES_MAX 16 /* in each other; of deeper ones all are read */

struct passages {
	struct flow flow;
	const struct dialect *dialect;
	void *state;	  /* of the layout */
	bool placed;	  /* text belongs to what the layout has placed */
	unsigned tables;  /* around */
	unsigned sheets;  /* around */
	unsigned skipped; /* elements open below one that is not read */
	unsigned choices; /* alternatives around */
	uint64_t texts;	  /* pieces of text so far ... */
	uint64_t texts_before[CHOICES_MAX]; /* ... when alternatives began */
	struct buffer values;		    /* of attributes */
	struct buffer number;		    /* of the cell, as it is stored */
	bool date;			    /* it is none, but a date */
	bool joined;	  /* the next line goes on with this one */
	char element[64]; /* outside of lines, and without text so far */
};

/* Layout of the XML, not of the text: in words a blank counts all the same. */
static bool is_indent(const struct passages *p, const unsigned char *text,
		      size_t length)
{
	bool layout = !p->flow.lines;

	for (size_t i = 0; i < length; i++) {
		if (!flow_blank(text[i]))
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
	       flow_say(&p->flow, flow_channel(&p->flow),
			(unsigned char *)label, (size_t)length);
}

static bool on_text(void *context, const unsigned char *text, size_t length)
{
	struct passages *p = context;

	if (p->skipped || is_indent(p, text, length))
		return true;
	if (p->element[0] && !say_element(p))
		return false;
	p->texts++;
	if (p->dialect->collapse)
		return flow_words(&p->flow, flow_channel(&p->flow), text,
				  length);
	if (p->placed)
		p->dialect->layout->text(p->state, text, length);
	return flow_say(&p->flow, flow_channel(&p->flow), text, length);
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
	enum channel channel = p->flow.lines ? BESIDE : flow_channel(&p->flow);

	buffer_clear(&p->values);
	if (role == PASSAGE_TELLS)
		tell_all(&p->values, element);
	else
		passages_attributes(&p->values, p->dialect, element);
	if (!p->values.length)
		return true;
	p->flow.divide[channel] = true;
	if (!flow_say(&p->flow, channel, p->values.bytes, p->values.length - 1))
		return false;
	p->flow.divide[channel] = true;
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
		return flow_say(&p->flow, flow_channel(&p->flow),
				p->values.bytes, p->values.length);
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
	if (p->tables > 1 || p->flow.asides) {
		p->flow.divide[flow_channel(&p->flow)] = true;
		return true;
	}
	return flow_spill(&p->flow) &&
	       passage_table_open(&p->flow.table, xml_find(element, "name"),
				  p->sheets);
}

static void open_cell(struct passages *p, const struct xml_element *element)
{
	uint32_t repeated = count_of(element, "number-columns-repeated");
	uint32_t spanned = count_of(element, "colspan");

	passage_table_cell(&p->flow.table,
			   repeated > spanned ? repeated : spanned, repeated);
	buffer_clear(&p->number);
	if (xml_find(element, "value-type").length) {
		xml_value(&p->number, xml_find(element, "value"));
		p->date = !p->number.length;
		xml_value(&p->number, xml_find(element, "date-value"));
	}
	p->flow.divide[IN_LINE] = p->flow.blank[IN_LINE] = false;
	p->flow.lines++;
}

/* Rows of a table within a table are lines. */
static bool open_inner(struct passages *p, enum passage_role role)
{
	bool *divide = &p->flow.divide[flow_channel(&p->flow)];

	if (role == PASSAGE_ROW)
		*divide = p->joined = true;
	if (role != PASSAGE_CELL || p->joined)
		return true;
	*divide = false;
	p->joined = true;
	return flow_tab(&p->flow);
}

static bool open_in_table(struct passages *p, enum passage_role role,
			  const struct xml_element *element)
{
	if (!p->flow.table.open || p->flow.asides || p->tables > 1) {
		return open_inner(p, role);
	} else if (role == PASSAGE_ROW) {
		passage_table_row(&p->flow.table);
	} else if (role == PASSAGE_CELL) {
		open_cell(p, element);
	} else {
		p->flow.table.span = count_of(element, "val");
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
		p->flow.divide[flow_channel(&p->flow)] |= !p->joined;
		p->joined = false;
		p->flow.lines++;
		return true;
	case PASSAGE_NAMED_LINE:
		p->flow.divide[flow_channel(&p->flow)] |= !p->flow.lines;
		return p->flow.lines++ || say_name(p, element);
	case PASSAGE_BREAK:
		p->flow.divide[flow_channel(&p->flow)] = true;
		return true;
	case PASSAGE_TAB:
		return flow_tab(&p->flow);
	case PASSAGE_SPACE:
		p->flow.blank[flow_channel(&p->flow)] = true;
		return true;
	case PASSAGE_HYPHEN:
		return flow_say(&p->flow, flow_channel(&p->flow),
				(const unsigned char *)"-", 1);
	case PASSAGE_ASIDE:
		p->flow.asides += p->flow.asides || p->flow.lines;
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
		p->flow.divide[flow_channel(&p->flow)] |= !p->flow.lines;
		if (!p->flow.lines)
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
		p->flow.divide[IN_LINE] = placement == PLACED_ELSEWHERE;
		p->element[0] = 0;
	}
	return placement != PLACED_APART || flow_tab(&p->flow);
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
	struct passage_table *t = &p->flow.table;
	char digits[NUMBER_DIGITS];
	size_t length;

	p->flow.lines--;
	if (p->number.length) {
		length = number_digits(p->number.bytes, p->number.length,
				       digits);
		buffer_clear(&t->cell);
		buffer_append(&t->cell,
			      length ? digits : (char *)p->number.bytes,
			      length ? length : p->number.length);
		t->number = !p->date;
		buffer_clear(&p->number);
	}
	return passage_table_cell_end(t);
}

static bool close_in_table(struct passages *p, enum passage_role role)
{
	if (!p->flow.table.open || p->flow.asides || p->tables > 1) {
		p->flow.divide[flow_channel(&p->flow)] |= role == PASSAGE_ROW;
		return true;
	}
	if (role == PASSAGE_CELL)
		return close_cell(p);
	return passage_table_row_end(&p->flow.table);
}

static bool close_table(struct passages *p)
{
	p->tables--;
	p->flow.divide[flow_channel(&p->flow)] = true;
	if (p->tables || p->flow.asides || !p->flow.table.open)
		return true;
	return passage_table_end(&p->flow.table) && flow_end_line(&p->flow);
}

static bool close_role(struct passages *p, enum passage_role role)
{
	switch (role) {
	case PASSAGE_LINE:
	case PASSAGE_NAMED_LINE:
		p->flow.lines--;
		p->flow.divide[flow_channel(&p->flow)] |=
			role == PASSAGE_LINE || !p->flow.lines;
		return flow_end_line(&p->flow);
	case PASSAGE_ASIDE:
		p->flow.asides -= p->flow.asides > 0;
		return flow_end_line(&p->flow);
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
		p->flow.divide[flow_channel(&p->flow)] |= !p->flow.lines;
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
	if (p->flow.table.in_cell && !close_cell(p))
		return false;
	return passage_table_end(&p->flow.table) && flow_spill(&p->flow) &&
	       package_went_on(p->flow.package,
			       compose_flush(&p->flow.package->composer));
}

bool passages_read(struct package *package, uint64_t index,
		   const struct dialect *dialect, void *state)
{
	static const struct xml_events events = { on_open, on_close, on_text };
	struct passages p = { .flow = { .package = package,
					.table = { .package = package },
					.divide = { true } },
			      .dialect = dialect,
			      .state = state };
	bool going = package_part(package, index, &events, &p) && conclude(&p);

	package_release(package, &p.flow.aside);
	package_release(package, &p.values);
	package_release(package, &p.number);
	passage_table_release(&p.flow.table);
	return going;
}
