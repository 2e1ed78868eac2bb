/* The table of formats. When two bid alike the first one wins. */
#include "scanner/formats/format.h"

extern const struct format format_xlsx;
extern const struct format format_xls;
extern const struct format format_dbf;
extern const struct format format_avro;
extern const struct format format_ole2;
extern const struct format format_docx;
extern const struct format format_pptx;
extern const struct format format_odf;
extern const struct format format_ofd;
extern const struct format format_epub;
extern const struct format format_zip;
extern const struct format format_pgdump;
extern const struct format format_sqlite;
extern const struct format format_gzip;
extern const struct format format_zstd;
extern const struct format format_xz;
extern const struct format format_bzip2;
extern const struct format format_lz4;
extern const struct format format_csv;
extern const struct format format_fixed;
extern const struct format format_html;
extern const struct format format_xml;
extern const struct format format_json;
extern const struct format format_jsonl;
extern const struct format format_mail;
extern const struct format format_mbox;
extern const struct format format_rtf;

const struct format *const formats[] = {
	&format_xlsx,
	&format_xls,
	&format_dbf,
	&format_avro,
	&format_ole2,
	&format_docx,
	&format_pptx,
	&format_odf,
	&format_ofd,
	&format_epub,
	&format_zip,
	&format_sqlite,
	&format_pgdump,
	&format_tar,
	&format_gzip,
	&format_zstd,
	&format_xz,
	&format_bzip2,
	&format_lz4,
	&format_sql,
	&format_csv,
	&format_fixed,
	&format_html,
	&format_xml,
	&format_json,
	&format_jsonl,
	&format_mail,
	&format_mbox,
	&format_rtf,
	&format_text,
	NULL,
};
