/* Control words of RTF that text depends on. See rtf.h. */
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/rtf.h"

/* Windows code pages and the charsets of fonts; both say Latin for what the
 * document as a whole may know better. */
static uint8_t of_page(int32_t page)
{
	switch (page) {
	case 936:
	case 54936:
		return CHARSET_GB18030;
	case 950:
		return CHARSET_BIG5;
	case 65001:
		return CHARSET_UTF8;
	default:
		return CHARSET_LATIN1;
	}
}

static uint8_t of_font(const struct rtf *r, int32_t font)
{
	uint8_t known = font >= 0 && font < RTF_FONTS ? r->fonts[font]
						      : CHARSET_ASCII;

	return known == CHARSET_ASCII ? r->charset : known;
}

static void font(struct rtf *r, int32_t number)
{
	if (r->group->use == RTF_FONTS_TABLE)
		r->font = (uint32_t)number;
	else
		r->group->charset = of_font(r, number);
}

static void font_charset(struct rtf *r, int32_t number)
{
	if (r->group->use != RTF_FONTS_TABLE || r->font >= RTF_FONTS)
		return;
	if (number == 134)
		r->fonts[r->font] = CHARSET_GB18030;
	else if (number == 136)
		r->fonts[r->font] = CHARSET_BIG5;
}

/* Skips data that may be anything. */
static void binary(struct rtf *r, int32_t length)
{
	for (; length > 0 && rtf_next(r) >= 0; length--)
		;
}

enum word {
	WORD_LINE,
	WORD_CELL,
	WORD_ROW,
	WORD_PLAIN,
	WORD_TABLE,
	WORD_UNICODE,
	WORD_SKIPS,
	WORD_FONT,
	WORD_FONT_CHARSET,
	WORD_PAGE,
	WORD_BINARY,
	WORD_FONTS,
	WORD_NOTHING,
	WORD_OBJECT,
	WORD_ASIDE,
	WORD_TEXT, /* puts its third column */
};

/* Sorted by name. Destinations that hold words stand here only when no star
 * says what they are. */
static const struct known {
	const char *name;
	enum word word;
	const char *text;
} words[] = {
	{ "annotation", WORD_ASIDE, NULL },
	{ "ansicpg", WORD_PAGE, NULL },
	{ "author", WORD_ASIDE, NULL },
	{ "bin", WORD_BINARY, NULL },
	{ "blipuid", WORD_NOTHING, NULL },
	{ "bullet", WORD_TEXT, "\xE2\x80\xA2" },
	{ "category", WORD_ASIDE, NULL },
	{ "cell", WORD_CELL, NULL },
	{ "colorschememapping", WORD_NOTHING, NULL },
	{ "colortbl", WORD_NOTHING, NULL },
	{ "comment", WORD_ASIDE, NULL },
	{ "company", WORD_ASIDE, NULL },
	{ "datafield", WORD_NOTHING, NULL },
	{ "datastore", WORD_NOTHING, NULL },
	{ "doccomm", WORD_ASIDE, NULL },
	{ "emdash", WORD_TEXT, "\xE2\x80\x94" },
	{ "emspace", WORD_TEXT, " " },
	{ "endash", WORD_TEXT, "\xE2\x80\x93" },
	{ "enspace", WORD_TEXT, " " },
	{ "f", WORD_FONT, NULL },
	{ "fcharset", WORD_FONT_CHARSET, NULL },
	{ "fontemb", WORD_NOTHING, NULL },
	{ "fonttbl", WORD_FONTS, NULL },
	{ "footer", WORD_ASIDE, NULL },
	{ "footerf", WORD_ASIDE, NULL },
	{ "footerl", WORD_ASIDE, NULL },
	{ "footerr", WORD_ASIDE, NULL },
	{ "footnote", WORD_ASIDE, NULL },
	{ "generator", WORD_NOTHING, NULL },
	{ "header", WORD_ASIDE, NULL },
	{ "headerf", WORD_ASIDE, NULL },
	{ "headerl", WORD_ASIDE, NULL },
	{ "headerr", WORD_ASIDE, NULL },
	{ "hlinkbase", WORD_ASIDE, NULL },
	{ "info", WORD_ASIDE, NULL },
	{ "intbl", WORD_TABLE, NULL },
	{ "keywords", WORD_ASIDE, NULL },
	{ "latentstyles", WORD_NOTHING, NULL },
	{ "ldblquote", WORD_TEXT, "\"" },
	{ "line", WORD_LINE, NULL },
	{ "listoverridetable", WORD_NOTHING, NULL },
	{ "listtable", WORD_NOTHING, NULL },
	{ "lquote", WORD_TEXT, "'" },
	{ "manager", WORD_ASIDE, NULL },
	{ "mmathPr", WORD_NOTHING, NULL },
	{ "nestcell", WORD_TEXT, ": " },
	{ "nestrow", WORD_LINE, NULL },
	{ "nonesttables", WORD_NOTHING, NULL },
	{ "objdata", WORD_OBJECT, NULL },
	{ "operator", WORD_ASIDE, NULL },
	{ "page", WORD_LINE, NULL },
	{ "panose", WORD_NOTHING, NULL },
	{ "par", WORD_LINE, NULL },
	{ "pard", WORD_PLAIN, NULL },
	{ "pict", WORD_NOTHING, NULL },
	{ "pntext", WORD_ASIDE, NULL },
	{ "qmspace", WORD_TEXT, " " },
	{ "rdblquote", WORD_TEXT, "\"" },
	{ "row", WORD_ROW, NULL },
	{ "rquote", WORD_TEXT, "'" },
	{ "rsidtbl", WORD_NOTHING, NULL },
	{ "sect", WORD_LINE, NULL },
	{ "shptxt", WORD_ASIDE, NULL },
	{ "sn", WORD_ASIDE, NULL },
	{ "sp", WORD_ASIDE, NULL },
	{ "stylesheet", WORD_NOTHING, NULL },
	{ "subject", WORD_ASIDE, NULL },
	{ "sv", WORD_ASIDE, NULL },
	{ "tab", WORD_TEXT, "\t" },
	{ "themedata", WORD_NOTHING, NULL },
	{ "title", WORD_ASIDE, NULL },
	{ "u", WORD_UNICODE, NULL },
	{ "uc", WORD_SKIPS, NULL },
	{ "ud", WORD_NOTHING, NULL }, /* says again what stands before it */
	{ "xmlnstbl", WORD_NOTHING, NULL },
};

static int compare(const void *word, const void *known)
{
	return strcmp(word, ((const struct known *)known)->name);
}

/* What the text of the group is for. */
static void begin_destination(struct rtf *r, enum word word)
{
	if (word == WORD_ASIDE) {
		rtf_aside_begin(r);
		return;
	}
	r->objects |= word == WORD_OBJECT;
	r->group->use = word == WORD_FONTS ? RTF_FONTS_TABLE : RTF_NOTHING;
}

static void act(struct rtf *r, const struct known *known, int32_t number)
{
	switch (known->word) {
	case WORD_LINE:
		rtf_line_end(r);
		break;
	case WORD_CELL:
		rtf_cell_end(r);
		break;
	case WORD_ROW:
		rtf_row_end(r);
		break;
	case WORD_PLAIN:
		r->in_table &= r->group->use != RTF_TEXT;
		break;
	case WORD_TABLE:
		r->in_table |= r->group->use == RTF_TEXT;
		break;
	case WORD_UNICODE:
		rtf_unit(r, (uint16_t)number);
		break;
	case WORD_SKIPS:
		r->group->skip = number >= 0 && number < 256 ? (uint8_t)number
							     : 1;
		break;
	case WORD_FONT:
		font(r, number);
		break;
	case WORD_FONT_CHARSET:
		font_charset(r, number);
		break;
	case WORD_PAGE:
		r->charset = r->group->charset = of_page(number);
		break;
	case WORD_BINARY:
		binary(r, number);
		break;
	case WORD_FONTS:
	case WORD_OBJECT:
	case WORD_NOTHING:
	case WORD_ASIDE:
		begin_destination(r, known->word);
		break;
	case WORD_TEXT:
		rtf_put(r, known->text);
		break;
	}
}

void rtf_word(struct rtf *r, const char *word, bool numbered, int32_t number)
{
	const struct known *known =
		bsearch(word, words, sizeof(words) / sizeof(*words),
			sizeof(*words), compare);
	bool starred = r->group->starred;

	r->group->starred = false;
	if (known && known->word == WORD_UNICODE && !numbered)
		known = NULL;
	if (r->skip && (!known || known->word != WORD_UNICODE)) {
		r->skip--;
		if (known && known->word == WORD_TEXT)
			return;
	}
	if (known)
		act(r, known, number);
	else if (starred)
		rtf_aside_begin(r); /* of whatever kind, it may hold words */
}
