/* Workbooks: which part of the package is what. See xlsx.h. */
#include "scanner/formats/xlsx.h"

#include <string.h>
#include <strings.h>

#define RELATIONS_MAX 4096

/* A relationship of the workbook (ECMA-376 part 2, 9.3). */
struct relation {
	char *id;
	char *target; /* as an entry of the archive */
	bool sheet, strings;
};

/* What the workbook and its relationships say. */
struct plan {
	struct xlsx *xlsx;
	struct relation relations[RELATIONS_MAX];
	size_t relation_count;
	struct sheet_name {
		char *name, *id;
	} sheets[RELATIONS_MAX];
	size_t sheet_count;
};

bool xlsx_went_on(struct xlsx *x, int outcome)
{
	if (outcome == OUTCOME_OK)
		return true;
	if (x->stopped == OUTCOME_OK)
		x->stopped = outcome;
	return false;
}

void xlsx_release(struct xlsx *x, struct buffer *buffer)
{
	if (buffer->failed) {
		x->partial = true;
		problem_set(x->archive->x->problem, OUTCOME_PARTIAL,
			    REASON_MEMORY, "xlsx: no memory");
	}
	buffer_release(buffer);
}

bool xlsx_part(struct xlsx *x, uint64_t index, const struct xml_events *events,
	       void *context)
{
	struct zip_entry e;
	int outcome = zip_entry_enter(&e, x->archive, index);

	if (!xlsx_went_on(x, outcome))
		return false;
	outcome = OUTCOME_FAILED;
	if (!e.member.encrypted)
		outcome = xml_parse(e.member.source, events, context,
				    x->archive->x->problem);
	zip_entry_leave(&e);
	x->done[index] = outcome == OUTCOME_FAILED ? PART_RAW : PART_READ;
	x->partial |= outcome != OUTCOME_OK;
	return x->stopped == OUTCOME_OK;
}

static char *copy_value(struct xml_attribute a)
{
	struct buffer value = { 0 };
	char *copy;

	xml_value(&value, a);
	copy = strndup(buffer_string(&value), value.length);
	buffer_release(&value);
	return copy;
}

/* A target relative to "xl/", or absolute, as the name of an entry. */
static char *resolve(const char *target)
{
	struct buffer path = { 0 };
	char *copy;

	if (*target == '/')
		target++;
	else if (!strncmp(target, "../", 3))
		target += 3;
	else
		buffer_text(&path, "xl/");
	buffer_text(&path, target);
	copy = strdup(buffer_string(&path));
	buffer_release(&path);
	return copy;
}

/* Transitional and strict documents differ in the URI's first half. */
static bool ends_with(struct xml_attribute a, const char *tail)
{
	size_t n = strlen(tail);

	return a.value && a.length >= n &&
	       !memcmp(a.value + a.length - n, tail, n);
}

static bool on_relation(void *context, const struct xml_element *element)
{
	struct plan *p = context;
	struct xml_attribute type = xml_find(element, "Type");
	struct relation *r;
	char *target;

	if (strcmp(element->name, "Relationship") != 0 ||
	    p->relation_count == RELATIONS_MAX)
		return true;
	r = &p->relations[p->relation_count];
	r->sheet = ends_with(type, "/worksheet");
	r->strings = ends_with(type, "/sharedStrings");
	if (!r->sheet && !r->strings)
		return true;
	p->relation_count++;
	r->id = copy_value(xml_find(element, "Id"));
	target = copy_value(xml_find(element, "Target"));
	r->target = target ? resolve(target) : NULL;
	free(target);
	return true;
}

static bool on_sheet(void *context, const struct xml_element *element)
{
	struct plan *p = context;
	struct sheet_name *s;

	if (strcmp(element->name, "sheet") != 0 ||
	    p->sheet_count == RELATIONS_MAX)
		return true;
	s = &p->sheets[p->sheet_count++];
	s->name = copy_value(xml_find(element, "name"));
	s->id = copy_value(xml_find(element, "id"));
	return true;
}

static bool pass_close(void *context, const char *name)
{
	(void)context;
	(void)name;
	return true;
}

static bool pass_text(void *context, const unsigned char *text, size_t length)
{
	(void)context;
	(void)text;
	(void)length;
	return true;
}

/* The entry of this name that was not read yet, or -1. */
static int64_t find_part(const struct xlsx *x, const char *name)
{
	int64_t i = name ? zip_name_locate(x->archive->zip, name, 0) : -1;

	return i >= 0 && x->done[i] == PART_OPEN ? i : -1;
}

/* Reads a part of the plan; its words are looked at later, like those of
 * every part. */
static bool read_plan(struct plan *p, const char *name,
		      bool (*open)(void *, const struct xml_element *))
{
	const struct xml_events events = { open, pass_close, pass_text };
	int64_t index = find_part(p->xlsx, name);
	bool going;

	if (index < 0)
		return true;
	going = xlsx_part(p->xlsx, (uint64_t)index, &events, p);
	p->xlsx->done[index] = PART_OPEN;
	return going;
}

static bool read_shared(struct plan *p)
{
	for (size_t i = 0; i < p->relation_count; i++) {
		int64_t index = find_part(p->xlsx, p->relations[i].target);

		if (p->relations[i].strings && index >= 0)
			return xlsx_read_strings(p->xlsx, (uint64_t)index);
	}
	return true;
}

static const char *target_of(const struct plan *p, const char *id)
{
	for (size_t i = 0; id && i < p->relation_count; i++)
		if (p->relations[i].sheet && p->relations[i].id &&
		    !strcmp(p->relations[i].id, id))
			return p->relations[i].target;
	return NULL;
}

/* Sheets in the workbook's order, then those it does not name. */
static bool read_sheets(struct plan *p)
{
	for (size_t i = 0; i < p->sheet_count; i++) {
		struct sheet_name *s = &p->sheets[i];
		int64_t index = find_part(p->xlsx, target_of(p, s->id));

		if (index >= 0 && !xlsx_read_sheet(p->xlsx, (uint64_t)index,
						   s->name))
			return false;
	}
	for (size_t i = 0; i < p->relation_count; i++) {
		int64_t index = find_part(p->xlsx, p->relations[i].target);

		if (p->relations[i].sheet && index >= 0 &&
		    !xlsx_read_sheet(p->xlsx, (uint64_t)index,
				     p->relations[i].id))
			return false;
	}
	return true;
}

static bool has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n >= m && !strcasecmp(name + n - m, suffix);
}

static bool read_part(struct xlsx *x, uint64_t index, const char *name)
{
	if (!strncmp(name, "xl/worksheets/", 14) && !strchr(name + 14, '/') &&
	    has_suffix(name, ".xml"))
		return xlsx_read_sheet(x, index, name + 14);
	if (has_suffix(name, ".xml") || has_suffix(name, ".rels") ||
	    has_suffix(name, ".vml"))
		return xlsx_read_prose(x, index);
	x->done[index] = PART_RAW;
	return true;
}

/* The emitter may use the chunk for what is in the member. */
static bool hand_over(struct xlsx *x, uint64_t index)
{
	bool going = xlsx_went_on(x, zip_entry_deliver(x->archive, index));

	compose_start(&x->composer, x->archive->x->out);
	x->prose = false;
	return going;
}

static bool read_rest(struct xlsx *x)
{
	struct zip_archive *a = x->archive;

	for (uint64_t i = 0; i < a->count; i++) {
		const char *name = zip_get_name(a->zip, i, ZIP_FL_ENC_RAW);

		if (!name || zip_entry_directory(a, i))
			continue;
		if (x->done[i] == PART_OPEN && !read_part(x, i, name))
			return false;
		if (x->done[i] == PART_RAW && !hand_over(x, i))
			return false;
	}
	return true;
}

static void plan_free(struct plan *p)
{
	for (size_t i = 0; i < p->relation_count; i++) {
		free(p->relations[i].id);
		free(p->relations[i].target);
	}
	for (size_t i = 0; i < p->sheet_count; i++) {
		free(p->sheets[i].id);
		free(p->sheets[i].name);
	}
	free(p);
}

bool xlsx_inside(struct zip_archive *a)
{
	return zip_name_locate(a->zip, "xl/workbook.xml", 0) >= 0;
}

int xlsx_read(struct zip_archive *a)
{
	struct xlsx x = { .archive = a };
	struct plan *plan = calloc(1, sizeof(*plan));

	x.done = calloc(a->count, 1);
	if (!plan || !x.done) {
		free(plan);
		free(x.done);
		return problem_set(a->x->problem, OUTCOME_FAILED,
				   REASON_MEMORY, "xlsx: no memory");
	}
	compose_start(&x.composer, a->x->out);
	plan->xlsx = &x;
	if (read_plan(plan, "xl/_rels/workbook.xml.rels", on_relation) &&
	    read_plan(plan, "xl/workbook.xml", on_sheet) &&
	    read_shared(plan) && read_sheets(plan))
		read_rest(&x);
	plan_free(plan);
	shared_strings_release(&x.strings);
	free(x.done);
	if (x.stopped != OUTCOME_OK)
		return x.stopped;
	return x.partial ? OUTCOME_PARTIAL : OUTCOME_OK;
}

/* Entries' names in the head: Office, LibreOffice and the libraries put
 * different parts first, all of them in "xl/" soon. */
static unsigned bid(const struct head *head)
{
	const unsigned char *p = head->bytes, *end = p + head->length;

	if (head->length < 4 || memcmp(p, "PK\3\4", 4))
		return 0;
	while ((p = memmem(p, (size_t)(end - p), "PK\3\4", 4))) {
		if (end - p > 33 && !memcmp(p + 30, "xl/", 3))
			return 56;
		p += 4;
	}
	return 0;
}

const struct format format_xlsx = {
	.name = "xlsx",
	.bid = bid,
	.extract = zip_extract,
};
