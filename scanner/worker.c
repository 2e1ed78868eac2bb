/* A worker's way with one object. See worker.h. */
#include "scanner/worker.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "detectors/labels.h"
#include "detectors/proof.h"
#include "scanner/base/gettext.h"
#include "scanner/large.h"

/* The emitter of one extraction. */
struct emission {
	struct emitter emitter;
	struct worker *worker;
	struct part *part;
	struct budget *budget;
	const char *path;
	unsigned depth;
	uint64_t *rows; /* of each table so far */
	size_t tables;
};

/* Something to read, on disk or in a container. */
struct object {
	struct asset asset;
	struct source *source;
	unsigned char *head; /* its first bytes, up to HEAD_BYTES */
	ssize_t head_length; /* -1: they cannot be read */
	struct budget *budget;
	int fd;		   /* on disk; else -1 */
	struct stat before; /* what stat told when it was opened */
};

static bool scan_object(struct worker *, struct object *);

bool worker_init(struct worker *w, const struct scan_options *options,
		 struct pool *pool)
{
	*w = (struct worker){ .options = options, .pool = pool };
	w->chunk = calloc(1, sizeof(*w->chunk));
	w->head = malloc(HEAD_BYTES);
	w->matcher = matcher_new(options->today, options->engine);
	if (w->chunk && w->head && w->matcher)
		return true;
	worker_release(w);
	return false;
}

void worker_release(struct worker *w)
{
	keep_release(&w->keep);
	identifier_release(&w->identifier);
	matcher_free(w->matcher);
	free(w->head);
	free(w->chunk);
}

struct budget worker_budget(const struct worker *w)
{
	const struct scan_limits *limits = &w->options->limits;
	struct budget budget = { .depth_max = limits->depth,
				 .members_left = limits->members,
				 .bytes_left = limits->bytes,
				 .stop = w->options->stop };
	struct timespec now;

	if (limits->seconds) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		budget.deadline_ns =
			((int64_t)now.tv_sec + limits->seconds) * 1000000000 +
			now.tv_nsec;
	}
	return budget;
}

static int fatal(struct worker *w, const char *words)
{
	return problem_set(&w->problem, OUTCOME_FATAL, REASON_MEMORY, "%s",
			   _(words));
}

static int emit_table(struct emitter *emitter, const struct table *table)
{
	struct emission *e = (struct emission *)emitter;
	int64_t number = e->worker->options->sink->part_table(e->part, table);
	uint64_t *rows;

	if (number < 0)
		return fatal(e->worker,
			     N_("no memory for the tables of a file"));
	if (table->kind == TABLE_DEFINITION)
		return OUTCOME_OK;
	if ((size_t)number >= e->tables) {
		size_t tables = (size_t)number * 2 + 8;

		rows = realloc(e->rows, tables * sizeof(*rows));
		if (!rows)
			return fatal(e->worker, N_("no memory for tables"));
		memset(rows + e->tables, 0,
		       (tables - e->tables) * sizeof(*rows));
		e->rows = rows;
		e->tables = tables;
	}
	emitter->chunk->table = (uint32_t)number;
	emitter->chunk->row = e->rows[number];
	return OUTCOME_OK;
}

static int emit_chunk(struct emitter *emitter)
{
	struct emission *e = (struct emission *)emitter;
	const struct sink *sink = e->worker->options->sink;
	struct matcher *matcher = e->worker->matcher;
	struct chunk *chunk = emitter->chunk;
	struct batch batch = { .matcher = matcher, .table = chunk->table };
	int outcome = OUTCOME_OK;

	if (chunk->cell_count && sink->part_cells)
		outcome = sink->part_cells(e->part, chunk,
					   &e->worker->problem);
	if (outcome != OUTCOME_OK)
		return outcome;
	matcher_begin(matcher, chunk);
	do {
		batch.row = chunk->row + matcher_rows(matcher);
		batch.count = matcher_next(matcher, &batch.runs);
		if (!batch.count)
			batch.rows = matcher_rows(matcher);
		outcome = batch.count || batch.rows
				  ? sink->part_take(e->part, &batch,
						    &e->worker->problem)
				  : OUTCOME_OK;
	} while (outcome == OUTCOME_OK && batch.count);
	chunk->line += matcher_lines(matcher);
	chunk->row += batch.rows;
	if (chunk->table < e->tables)
		e->rows[chunk->table] = chunk->row;
	return outcome;
}

/* A member: an object of its own, inside this one. */
static int emit_member(struct emitter *emitter, const struct member *member)
{
	struct emission *e = (struct emission *)emitter;
	struct object o = {
		.asset = { .bytes = member->size == SOURCE_UNKNOWN
					    ? 0
					    : member->size,
			   .mtime_ns = member->mtime_ns,
			   .depth = (uint16_t)(e->depth + 1),
			   /* who may read the file may read its members */
			   .uid = e->worker->stat->st_uid,
			   .gid = e->worker->stat->st_gid,
			   .mode = e->worker->stat->st_mode },
		.source = member->source,
		.head = malloc(HEAD_BYTES),
		.budget = e->budget,
		.fd = -1,
	};
	struct problem *problem = &o.asset.problem;
	bool ok = false;
	char *path;

	if (asprintf(&path, "%s!/%s", e->path, member->name) < 0)
		path = NULL;
	if (!path || !o.head) {
		fatal(e->worker, N_("no memory for a member"));
	} else {
		o.asset.path = path;
		if (member->encrypted)
			problem_set(problem, OUTCOME_FAILED,
				    REASON_ENCRYPTED,
				    "the member is encrypted");
		else if (budget_member(e->budget, o.asset.depth, problem) ==
			 OUTCOME_OK)
			o.head_length = source_fill(o.source, o.head,
						    HEAD_BYTES, 0, problem);
		ok = scan_object(e->worker, &o);
	}
	free(o.head);
	free(path);
	return ok ? OUTCOME_OK : OUTCOME_FATAL;
}

static bool is_label(const char *text)
{
	return label_field(text, NULL).token >= 0;
}

bool worker_run(struct worker *w, struct run *run, struct account *account,
		const char *path)
{
	struct emission e = {
		.emitter = { .chunk = w->chunk,
			     .table = emit_table,
			     .emit = emit_chunk,
			     .member = emit_member,
			     .label = is_label,
			     .proven = number_proven },
		.worker = w,
		.part = w->options->sink->part_open(account),
		.budget = run->x.budget,
		.path = path,
		.depth = run->x.depth,
	};

	run->part = e.part;
	if (!e.part)
		return fatal(w, N_("no memory to count")), false;
	run->x.out = &e.emitter;
	run->x.problem = &run->problem;
	run->outcome = run->format->extract(&run->x);
	free(e.rows);
	return w->problem.reason == REASON_NONE &&
	       run->outcome != OUTCOME_FATAL;
}

/* Why an object without extractor is not read. */
static int not_read(struct problem *problem, const char *type)
{
	static const char *const tables[] = { "parquet", "orc", "arrow",
					      "feather" };
	const char *remedy = "";

	if (strstr(type, "encrypted"))
		return problem_set(problem, OUTCOME_FAILED, REASON_ENCRYPTED,
				   "an encrypted document");
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if (!strcmp(type, tables[i]))
			remedy = ": export its table as CSV or Avro";
	return problem_set(problem, OUTCOME_FAILED, REASON_UNSUPPORTED,
			   "no reader for %s%s", type, remedy);
}

/* A head that was cut short is what there is to read. */
static int read_object(struct worker *w, struct object *o,
		       const struct identity *identity,
		       struct account *account, bool *ok)
{
	struct headed_source source;
	struct run run = {
		.format = identity->format,
		.x = { .source = &source.source,
		       .head = &identity->head,
		       .end = UINT64_MAX,
		       .entry = { .position = identity->head.bom,
				  .charset = identity->head.charset },
		       .depth = o->asset.depth,
		       .budget = o->budget,
		       .keep = &w->keep },
	};
	const struct sink *sink = w->options->sink;

	if (!run.format)
		return not_read(&o->asset.problem, identity->type);
	source = headed_source(o->source, o->head, (size_t)o->head_length);
	*ok = worker_run(w, &run, account, o->asset.path);
	if (run.part &&
	    sink->asset_commit(account, run.part, run.x.lines, &w->problem) !=
		    OUTCOME_OK)
		*ok = false;
	if (!o->asset.bytes && o->source->size != SOURCE_UNKNOWN)
		o->asset.bytes = o->source->size; /* known by now */
	if (run.format->textual)
		o->asset.encoding =
			charset_name((enum charset)run.x.exit.charset);
	if (run.problem.reason != REASON_NONE)
		o->asset.problem = run.problem;
	if (run.outcome == OUTCOME_OK &&
	    o->asset.problem.reason != REASON_NONE)
		return OUTCOME_PARTIAL; /* reading ended early */
	return run.outcome;
}

static bool scan_object(struct worker *w, struct object *o)
{
	const struct sink *sink = w->options->sink;
	struct account *account =
		sink->asset_open(sink->context, o->asset.path);
	struct identity identity;
	int outcome = OUTCOME_FAILED;
	bool ok = true;

	if (!account)
		return fatal(w, N_("no memory for an asset")), false;
	if (o->asset.problem.reason == REASON_NONE || o->head_length > 0) {
		identify(&w->identifier, o->head, (size_t)o->head_length,
			 o->head_length < HEAD_BYTES, o->asset.path, o->source,
			 &identity);
		o->asset.format = identity.type;
		outcome = read_object(w, o, &identity, account, &ok);
		if (o->fd >= 0)
			outcome = worker_unchanged(o->fd, &o->before, outcome,
						   &o->asset.problem);
	}
	o->asset.state = state_of(outcome, o->asset.problem.reason);
	return sink->asset_close(account, &o->asset, &w->problem) ==
		       OUTCOME_OK &&
	       ok;
}

void worker_stat(struct asset *asset, const struct stat *stat)
{
	asset->bytes = (uint64_t)stat->st_size;
	asset->device = stat->st_dev;
	asset->inode = stat->st_ino;
	asset->mtime_ns = (int64_t)stat->st_mtim.tv_sec * 1000000000 +
			  stat->st_mtim.tv_nsec;
	asset->ctime_ns = (int64_t)stat->st_ctim.tv_sec * 1000000000 +
			  stat->st_ctim.tv_nsec;
	asset->uid = stat->st_uid;
	asset->gid = stat->st_gid;
	asset->mode = stat->st_mode;
}

int worker_unchanged(int fd, const struct stat *before, int outcome,
		     struct problem *problem)
{
	struct asset was = { 0 }, is = { 0 };
	struct stat after;

	if (outcome < 0 || fstat(fd, &after))
		return outcome;
	worker_stat(&was, before);
	worker_stat(&is, &after);
	if (was.bytes == is.bytes && was.mtime_ns == is.mtime_ns &&
	    was.ctime_ns == is.ctime_ns)
		return outcome;
	return problem_set(problem, OUTCOME_PARTIAL, REASON_CHANGED,
			   "the file was changed while it was read");
}

/* What the walk listed without opening it. */
static bool list_entry(struct worker *w, const struct entry *entry)
{
	const struct sink *sink = w->options->sink;
	struct account *account = sink->asset_open(sink->context, entry->path);
	struct asset asset = { .path = entry->path,
			       .link_of = entry->link_of,
			       .problem = entry->problem };

	if (!account)
		return fatal(w, N_("no memory for an asset")), false;
	if (entry->stat_valid)
		worker_stat(&asset, &entry->stat);
	asset.state = state_of(entry->outcome, entry->problem.reason);
	return sink->asset_close(account, &asset, &w->problem) == OUTCOME_OK;
}

/* A file that is open: small ones are read here, large ones shared out. */
static bool read_entry(struct worker *w, struct entry *entry)
{
	struct file_source file =
		file_source(entry->fd, (uint64_t)entry->stat.st_size);
	struct budget budget = worker_budget(w);
	struct object o = { .source = &file.source,
			    .head = w->head,
			    .budget = &budget,
			    .fd = entry->fd,
			    .before = entry->stat };

	o.asset.path = entry->path;
	worker_stat(&o.asset, &entry->stat);
	o.head_length = source_fill(&file.source, w->head, HEAD_BYTES, 0,
				    &o.asset.problem);
	if (o.head_length == HEAD_BYTES &&
	    o.asset.bytes > 2 * (uint64_t)SEGMENT_BYTES) {
		bool ok = true;

		if (large_start(w, entry, &ok) || !ok)
			return ok;
	}
	w->stat = &entry->stat;
	return scan_object(w, &o);
}

bool worker_source(struct worker *w, const char *path, struct source *source,
		   struct budget *budget)
{
	struct object o = { .asset = { .path = path, .bytes = source->size },
			    .source = source,
			    .head = w->head,
			    .budget = budget,
			    .fd = -1 };

	w->stat = &o.before;
	o.head_length = source_fill(source, w->head, HEAD_BYTES, 0,
				    &o.asset.problem);
	return scan_object(w, &o);
}

bool worker_file(struct worker *w, struct entry *entry)
{
	bool ok = entry->fd >= 0 ? read_entry(w, entry)
				 : list_entry(w, entry);

	entry_release(entry);
	return ok;
}
