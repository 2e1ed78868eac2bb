/* Rows of data. See html_rows.h. */
#include "reports/writers/html_rows.h"

#include "reports/writers/json.h"

void data_list(struct data_rows *rows, const char *key)
{
	fprintf(rows->out, ",\"%s\":[", key);
	rows->comma = "";
}

void data_list_end(struct data_rows *rows)
{
	fputs("]\n", rows->out);
}

void data_open(struct data_rows *rows)
{
	fprintf(rows->out, "%s[", rows->comma);
	rows->comma = ",\n";
	rows->comma_inner = "";
}

static void next(struct data_rows *rows)
{
	fputs(rows->comma_inner, rows->out);
	rows->comma_inner = ",";
}

void data_text(struct data_rows *rows, const char *text)
{
	next(rows);
	json_put_text(rows->out, text);
}

void data_count(struct data_rows *rows, uint64_t n)
{
	next(rows);
	json_put_count(rows->out, n);
}

void data_real(struct data_rows *rows, double value)
{
	next(rows);
	json_put_real(rows->out, value);
}

void data_close(struct data_rows *rows)
{
	fputc(']', rows->out);
}
