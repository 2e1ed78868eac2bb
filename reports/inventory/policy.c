/* Policy files. See policy.h; docs/policy.md describes the columns. */
#include "reports/inventory/policy.h"

#include "reports/inventory/policy_table.h"
#include "scanner/base/gettext.h"

#define ROWS_MAX 4096

/* The columns that are read, by their names in the header. */
enum column { CODE, ZH, REC, JRT0171, PIPL, JRT0197, COLUMN_COUNT };
static const char *const column_names[COLUMN_COUNT] = {
	"code", "zh", "rec", "jrt0171", "pipl", "jrt0197",
};

struct reader {
	const char *file;
	unsigned line;
	int at[COLUMN_COUNT]; /* which cell holds which column */
	bool has_header;
	struct policy_row *rows;
	size_t count, room;
	struct problem *problem;
};

const struct policy *policy_default(void)
{
	return &policy_table;
}

const struct policy_row *policy_row(const struct policy *policy,
				    const char *code)
{
	static const struct policy_row unknown = {
		.code = "UNKNOWN", .zh = "策略表中没有的类型",
		.seed = "公开", .jrt0171 = "–", .pipl = "N", .level = 1,
	};
	size_t i;

	for (i = 0; i < policy->count; i++)
		if (!strcmp(policy->rows[i].code, code))
			return &policy->rows[i];
	return &unknown;
}

const struct policy_row *policy_rows(const struct policy *policy,
				     size_t *count)
{
	*count = policy->count;
	return policy->rows;
}

/* Cuts the next cell off the line; NULL behind the last one. */
static char *next_cell(char **line)
{
	char *cell = *line, *tab;

	if (!cell)
		return NULL;
	tab = strchr(cell, '\t');
	if (tab)
		*tab = 0;
	*line = tab ? tab + 1 : NULL;
	return cell;
}

static bool read_header(struct reader *r, char *line)
{
	char *cell;
	int i, at;

	for (i = 0; i < COLUMN_COUNT; i++)
		r->at[i] = -1;
	for (at = 0; (cell = next_cell(&line)); at++)
		for (i = 0; i < COLUMN_COUNT; i++)
			if (!strcmp(cell, column_names[i]))
				r->at[i] = at;
	for (i = 0; i < COLUMN_COUNT; i++) {
		if (r->at[i] >= 0)
			continue;
		problem_set(r->problem, OUTCOME_FATAL, REASON_DAMAGED,
			    _("%.80s:%u: no column \"%s\"; the first line "
			      "names the columns, TAB between them"),
			    r->file, r->line, column_names[i]);
		return false;
	}
	r->has_header = true;
	return true;
}

/* "C1 (C2 if linked)", "Y [M]": what stands before the remark. */
static bool copy_cell(char *into, size_t room, const char *cell)
{
	size_t length = strlen(cell), i;

	for (i = 0; i + 1 < length; i++)
		if (cell[i] == ' ' && (cell[i + 1] == '(' ||
				       cell[i + 1] == '['))
			length = i;
	if (!length || length >= room)
		return false;
	memcpy(into, cell, length);
	into[length] = 0;
	return true;
}

/* "3+", "2 (3 if linked)", "max(3, item)": the first figure. */
static int level_of(const char *cell)
{
	const char *figure = strpbrk(cell, "12345");

	return figure ? *figure - '0' : 0;
}

static bool bad_cell(struct reader *r, enum column column)
{
	problem_set(r->problem, OUTCOME_FATAL, REASON_DAMAGED,
		    _("%.80s:%u: column \"%s\" is empty or not understood%s"),
		    r->file, r->line, column_names[column],
		    column == JRT0197 ? _("; levels are 1 to 5") : "");
	return false;
}

static bool fill_row(struct reader *r, struct policy_row *row,
		     const char *const cells[COLUMN_COUNT])
{
	size_t zh = strlen(cells[ZH]);

	if (!copy_cell(row->code, sizeof(row->code), cells[CODE]))
		return bad_cell(r, CODE);
	if (!zh || zh >= sizeof(row->zh))
		return bad_cell(r, ZH);
	memcpy(row->zh, cells[ZH], zh);
	if (!copy_cell(row->seed, sizeof(row->seed), cells[REC]))
		return bad_cell(r, REC);
	if (!copy_cell(row->jrt0171, sizeof(row->jrt0171), cells[JRT0171]))
		return bad_cell(r, JRT0171);
	if (!copy_cell(row->pipl, sizeof(row->pipl), cells[PIPL]))
		return bad_cell(r, PIPL);
	row->level = level_of(cells[JRT0197]);
	if (!row->level)
		return bad_cell(r, JRT0197);
	row->sensitive = row->pipl[0] == 'Y';
	return true;
}

static bool reserve(struct reader *r)
{
	size_t room = r->room ? r->room * 2 : 64;
	struct policy_row *rows;

	if (r->count < r->room)
		return true;
	rows = room <= ROWS_MAX ? realloc(r->rows, room * sizeof(*rows))
				: NULL;
	if (!rows) {
		problem_set(r->problem, OUTCOME_FATAL, REASON_MEMORY,
			    _("%.80s:%u: too many rows"), r->file, r->line);
		return false;
	}
	r->rows = rows;
	r->room = room;
	return true;
}

static bool read_row(struct reader *r, char *line)
{
	const char *cells[COLUMN_COUNT];
	struct policy_row row = { .level = 0 };
	char *cell;
	size_t k;
	int i, at;

	for (i = 0; i < COLUMN_COUNT; i++)
		cells[i] = "";
	for (at = 0; (cell = next_cell(&line)); at++)
		for (i = 0; i < COLUMN_COUNT; i++)
			if (r->at[i] == at)
				cells[i] = cell;
	if (!fill_row(r, &row, cells) || !reserve(r))
		return false;
	for (k = 0; k < r->count; k++) {
		if (strcmp(r->rows[k].code, row.code))
			continue;
		problem_set(r->problem, OUTCOME_FATAL, REASON_DAMAGED,
			    _("%.80s:%u: \"%s\" stands in an earlier line too; "
			      "keep one"),
			    r->file, r->line, row.code);
		return false;
	}
	r->rows[r->count++] = row;
	return true;
}

static bool read_line(struct reader *r, char *line)
{
	line[strcspn(line, "\r\n")] = 0;
	r->line++;
	if (!*line || *line == '#')
		return true;
	return r->has_header ? read_row(r, line) : read_header(r, line);
}

static struct policy *finish(struct reader *r)
{
	struct policy *policy = malloc(sizeof(*policy));

	if (!r->count) {
		problem_set(r->problem, OUTCOME_FATAL, REASON_DAMAGED,
			    _("%.80s: no rows; see docs/policy.md"), r->file);
	} else if (!policy) {
		problem_set(r->problem, OUTCOME_FATAL, REASON_MEMORY,
			    _("no memory for the policy"));
	} else {
		policy->rows = r->rows;
		policy->count = r->count;
		return policy;
	}
	free(policy);
	free(r->rows);
	return NULL;
}

struct policy *policy_load(const char *file, struct problem *problem)
{
	struct reader r = { .file = file, .problem = problem };
	FILE *in = fopen(file, "re");
	size_t room = 0;
	char *line = NULL;
	bool ok = true;

	if (!in) {
		problem_errno(problem, OUTCOME_FATAL, file);
		return NULL;
	}
	while (ok && getline(&line, &room, in) >= 0)
		ok = read_line(&r, line);
	if (ok && ferror(in)) {
		problem_errno(problem, OUTCOME_FATAL, file);
		ok = false;
	}
	free(line);
	fclose(in);
	if (ok)
		return finish(&r);
	free(r.rows);
	return NULL;
}

void policy_free(struct policy *policy)
{
	if (!policy)
		return;
	free((void *)policy->rows);
	free(policy);
}

/* 私密, 半公开, 公开 or a class of the user's own. */
static int privacy(const struct policy_row *row)
{
	static const char *const classes[] = { "公开", "半公开", "私密" };

	for (int i = 0; i < 3; i++)
		if (!strcmp(row->seed, classes[i]))
			return i;
	return -1;
}

bool policy_outranks(const struct policy_row *row,
		     const struct policy_row *than)
{
	if (!than || row->level != than->level)
		return !than || row->level > than->level;
	if (row->sensitive != than->sensitive)
		return row->sensitive;
	return privacy(row) > privacy(than);
}
