/* Workbooks: which part of the package is what. See xlsx.h. */
#include "scanner/formats/xlsx.h"

#include <string.h>

#include "scanner/formats/ooxml.h"

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

static bool is_true(struct xml_attribute a)
{
	return a.length && (*a.value == '1' || *a.value == 't');
}

static bool on_sheet(void *context, const struct xml_element *element)
{
	struct plan *p = context;
	struct sheet_name *s;

	if (!strcmp(element->name, "workbookPr"))
		p->xlsx->from_1904 =
			is_true(xml_find(element, "date1904"));
	if (strcmp(element->name, "sheet") != 0 ||
	    p->sheet_count == RELATIONS_MAX)
		return true;
	s = &p->sheets[p->sheet_count++];
	s->name = copy_value(xml_find(element, "name"));
	s->id = copy_value(xml_find(element, "id"));
	return true;
}

static bool read_shared(struct plan *p)
{
	for (size_t i = 0; i < p->relation_count; i++) {
		int64_t index =
			package_find(&p->xlsx->package, p->relations[i].target);

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
		int64_t index =
			package_find(&p->xlsx->package, target_of(p, s->id));

		if (index >= 0 &&
		    !xlsx_read_sheet(p->xlsx, (uint64_t)index, s->name))
			return false;
	}
	for (size_t i = 0; i < p->relation_count; i++) {
		int64_t index =
			package_find(&p->xlsx->package, p->relations[i].target);

		if (p->relations[i].sheet && index >= 0 &&
		    !xlsx_read_sheet(p->xlsx, (uint64_t)index,
				     p->relations[i].id))
			return false;
	}
	return true;
}

static bool read_part(struct package *p, uint64_t index, const char *name)
{
	if (!strncmp(name, "xl/worksheets/", 14) && !strchr(name + 14, '/') &&
	    !strcmp(name + strlen(name) - 4, ".xml"))
		return xlsx_read_sheet((struct xlsx *)p, index, name + 14);
	return passages_read(p, index, &dialect_ooxml, NULL);
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
	return package_has(a, "xl/workbook.xml");
}

int xlsx_read(struct zip_archive *a)
{
	struct xlsx x = { 0 };
	struct package *p = &x.package;
	struct plan *plan;

	if (!package_start(p, a))
		return OUTCOME_FAILED;
	plan = calloc(1, sizeof(*plan));
	if (!plan) {
		package_went_on(p,
				problem_set(a->x->problem, OUTCOME_FAILED,
					    REASON_MEMORY, "xlsx: no memory"));
		return package_end(p);
	}
	plan->xlsx = &x;
	if (package_plan(p, "xl/_rels/workbook.xml.rels", on_relation, plan) &&
	    package_plan(p, "xl/workbook.xml", on_sheet, plan) &&
	    xlsx_read_styles(&x) && read_shared(plan) && read_sheets(plan))
		package_rest(p, ooxml_suffixes, read_part);
	plan_free(plan);
	shared_strings_release(&x.strings);
	return package_end(p);
}

static unsigned bid(const struct head *head)
{
	return package_bid(head, "xl/");
}

const struct format format_xlsx = {
	.name = "xlsx",
	.bid = bid,
	.extract = zip_extract,
};
