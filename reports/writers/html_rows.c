/* Rows of data. See html_rows.h. */
#include "reports/writers/html_rows.h"

#include "reports/writers/json.h"

void rows_list(struct rows *rows, const char *key)
{
	fprintf(rows->out, ",\"%s\":[", key);
	rows->comma = "";
}

void rows_list_end(struct rows *rows)
{
	fputs("]\n", rows->out);
}

void rows_open(struct rows *rows)
{
	fprintf(rows->out, "%s[", rows->comma);
	rows->comma = ",\n";
	rows->comma_inner = "";
}

static void next(struct rows *rows)
{
	fputs(rows->comma_inner, rows->out);
	rows->comma_inner = ",";
}

void rows_text(struct rows *rows, const char *text)
{
	next(rows);
	json_put_text(rows->out, text);
}

void rows_count(struct rows *rows, uint64_t n)
{
	next(rows);
	json_put_count(rows->out, n);
}

void rows_real(struct rows *rows, double value)
{
	next(rows);
	json_put_real(rows->out, value);
}

void rows_close(struct rows *rows)
{
	fputc(']', rows->out);
}
