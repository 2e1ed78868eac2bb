/* SARIF. See sarif.h. */
#include "reports/writers/sarif.h"

#include <string.h>

#include "reports/writers/json.h"

#define SCHEMA \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/" \
	"schemas/sarif-schema-2.1.0.json"

static void next(struct sarif *s)
{
	fprintf(s->out, "%s\n", s->comma);
	s->comma = ",";
}

static void put_rule(struct sarif *s, int detector)
{
	const char *id = detectors[detector]->id;

	next(s);
	fprintf(s->out, "{\"id\":\"%s\",\"shortDescription\":{\"text\":", id);
	json_put_text(s->out, word_kind(s->language, detector));
	fputs("}}", s->out);
}

void sarif_open(struct sarif *s, FILE *out, enum language language)
{
	*s = (struct sarif){ .out = out, .language = language, .comma = "" };
	fprintf(out, "{\"$schema\":\"%s\",\"version\":\"2.1.0\",\"runs\":[{"
		     "\"tool\":{\"driver\":{\"name\":\"pandian\"", SCHEMA);
	json_text(out, "version", PANDIAN_VERSION);
	fputs(",\"rules\":[", out);
	for (size_t i = 0; i < detector_count; i++)
		put_rule(s, (int)i);
	fputs("]}},\n\"columnKind\":\"unicodeCodePoints\",\"results\":[",
	      out);
	s->comma = "";
}

/* The file on disk of a path that leads into containers. */
static size_t file_length(const char *path, unsigned depth)
{
	const char *inside = depth ? strstr(path, "!/") : NULL;

	return inside ? (size_t)(inside - path) : strlen(path);
}

/* RFC 3986: a reference relative to where the program ran, or file://. What
 * is not plain becomes %HH, so any name is valid. */
static void put_uri(FILE *out, const char *path, size_t length)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~/";

	fprintf(out, "\"artifactLocation\":{\"uri\":\"%s",
		*path == '/' ? "file://" : "");
	for (size_t i = 0; i < length; i++)
		fprintf(out, strchr(plain, path[i]) ? "%c" : "%%%02X",
			(unsigned char)path[i]);
	fputs("\"}", out);
}

static void put_region(FILE *out, const struct finding *f, int64_t column)
{
	if (!f->line)
		return;
	fprintf(out, ",\"region\":{\"startLine\":%lld", (long long)f->line);
	if (column)
		json_count(out, "startColumn", (uint64_t)column);
	fputc('}', out);
}

/* Where in the file, when it is not a line: member, table, column, row. */
static void put_inside(FILE *out, const struct finding *f, size_t file)
{
	struct buffer name = { 0 };

	if (f->path[file])
		buffer_text(&name, f->path + file + 2);
	if (f->table)
		buffer_format(&name, "%s%s", name.length ? "/" : "",
			      f->table);
	if (f->column)
		buffer_format(&name, "%s%s", name.length ? "." : "",
			      f->column);
	if (f->row)
		buffer_format(&name, "[%lld]", (long long)f->row);
	if (name.length) {
		fputs(",\"logicalLocations\":[{\"kind\":\"member\"", out);
		json_text(out, "fullyQualifiedName", buffer_string(&name));
		fputs("}]", out);
	}
	buffer_release(&name);
}

/* "Resident ID number 110101********109X: checksum, date, region" */
static void put_message(struct sarif *s, const struct finding *f)
{
	struct buffer text = { 0 };
	const char *name, *between = ": ";

	buffer_format(&text, "%s %s", word_kind(s->language, f->detector),
		      f->masked);
	for (unsigned i = 0; (name = check_name(i)); i++)
		if (f->checks >> i & 1) {
			buffer_format(&text, "%s%s", between, name);
			between = ", ";
		}
	json_put_text(s->out, buffer_string(&text));
	buffer_release(&text);
}

static const char *level_of(enum confidence confidence)
{
	return confidence == CONFIDENCE_HIGH	 ? "error"
	       : confidence == CONFIDENCE_MEDIUM ? "warning"
						 : "note";
}

void sarif_result(struct sarif *s, const struct finding *f, unsigned depth,
		  int64_t column)
{
	size_t file = file_length(f->path, depth);

	next(s);
	fprintf(s->out, "{\"ruleId\":\"%s\",\"ruleIndex\":%d,\"level\":\"%s\","
			"\"message\":{\"text\":",
		detectors[f->detector]->id, f->detector,
		level_of(f->confidence));
	put_message(s, f);
	fputs("},\"locations\":[{\"physicalLocation\":{", s->out);
	put_uri(s->out, f->path, file);
	if (!f->path[file])
		put_region(s->out, f, column);
	fputc('}', s->out);
	put_inside(s->out, f, file);
	fputs("}]", s->out);
	if (f->fingerprint)
		fprintf(s->out, ",\"partialFingerprints\":"
				"{\"value/v1\":\"%s\"}", f->fingerprint);
	fputc('}', s->out);
}

void sarif_ledger(struct sarif *s)
{
	fputs("],\n\"invocations\":[{\"executionSuccessful\":true,"
	      "\"toolExecutionNotifications\":[", s->out);
	s->comma = "";
}

void sarif_unread(struct sarif *s, const struct asset *asset)
{
	size_t file = file_length(asset->path, asset->depth);
	struct buffer text = { 0 };

	buffer_format(&text, "%s: %s", asset->path, asset->problem.words);
	next(s);
	fprintf(s->out, "{\"level\":\"warning\",\"descriptor\":{\"id\":"
			"\"%s\"},\"message\":{\"text\":",
		reason_code(asset->problem.reason));
	json_put_text(s->out, buffer_string(&text));
	fputs("},\"locations\":[{\"physicalLocation\":{", s->out);
	put_uri(s->out, asset->path, file);
	fputs("}}]}", s->out);
	buffer_release(&text);
}

void sarif_close(struct sarif *s)
{
	fputs("]}]}]}\n", s->out);
}
