/* The table of formats. When two bid alike the first one wins. */
#include "scanner/formats/format.h"

extern const struct format format_xlsx;
extern const struct format format_docx;
extern const struct format format_pptx;
extern const struct format format_zip;
extern const struct format format_sql;
extern const struct format format_csv;
extern const struct format format_html;
extern const struct format format_xml;

const struct format *const formats[] = {
	&format_xlsx, &format_docx, &format_pptx, &format_zip,
	&format_sql,  &format_csv,  &format_html, &format_xml,
	&format_text, NULL,
};
