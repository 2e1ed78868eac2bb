/* Cells of an XML document. See xml_cells.h. */
#include "scanner/formats/xml_cells.h"

#include <string.h>

void xml_cells_start(struct xml_cells *c, struct emitter *out)
{
	c->open = c->root = c->record = PATH_NONE;
	compose_start(&c->composer, out);
	c->composer.lines = true;
}

void xml_cells_release(struct xml_cells *c)
{
	paths_release(&c->paths);
	buffer_release(&c->name);
}

/* No value is without a digit, an @, or something that is no ASCII. */
static bool may_tell(const unsigned char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((text[i] >= '0' && text[i] <= '9') || text[i] == '@' ||
		    text[i] >= 0x80)
			return true;
	return false;
}

int xml_cells_passage(struct xml_cells *c, const unsigned char *text,
		      size_t length)
{
	return may_tell(text, length)
		       ? compose_passage(&c->composer, text, length)
		       : OUTCOME_OK;
}

static int open_table(struct xml_cells *c, uint16_t path)
{
	struct table table = { .kind = TABLE_ROWS };

	if (c->open == path)
		return OUTCOME_OK;
	c->open = path;
	buffer_clear(&c->name);
	paths_way(&c->paths, PATH_NONE, path, &c->name);
	table.name = buffer_string(&c->name);
	return compose_table(&c->composer, &table);
}

/* Adds a cell to the row at hand. */
static int add(struct xml_cells *c, uint16_t field, unsigned flags,
	       const unsigned char *text, size_t length)
{
	bool in_root = c->record == PATH_NONE;
	int outcome = open_table(c, in_root ? c->root : c->record);

	*(in_root ? &c->root_used : &c->row_used) = true;
	return outcome == OUTCOME_OK
		       ? compose_cell(&c->composer, field, flags, text, length)
		       : outcome;
}

/* What phpMyAdmin writes where a row has no value. */
static bool says_null(const unsigned char *text, size_t length)
{
	return length == 4 && !memcmp(text, "NULL", 4);
}

int xml_cells_value(struct xml_cells *c, uint16_t path,
		    const unsigned char *text, size_t length)
{
	uint16_t table = c->record == PATH_NONE ? c->root : c->record;
	uint16_t field = PATH_NONE;

	while (length && xml_is_blank(*text)) {
		text++;
		length--;
	}
	while (length && xml_is_blank(text[length - 1]))
		length--;
	if (!length)
		return OUTCOME_OK;
	if (path != PATH_NONE && table != PATH_NONE)
		field = paths_field(&c->paths, table, path);
	if (field == PATH_NONE || length > XML_VALUE_MAX)
		return xml_cells_passage(c, text, length);
	return says_null(text, length) ? add(c, field, CELL_NULL, NULL, 0)
				       : add(c, field, 0, text, length);
}

int xml_cells_blank(struct xml_cells *c, uint16_t path, bool null)
{
	uint16_t field = PATH_NONE;

	if (c->record != PATH_NONE && path != PATH_NONE)
		field = paths_field(&c->paths, c->record, path);
	return field == PATH_NONE
		       ? OUTCOME_OK
		       : add(c, field, null ? CELL_NULL : 0, NULL, 0);
}

/* Ends the row of a table, wherever its last cell may be by now. */
static int row_end(struct xml_cells *c, uint16_t path, bool *used)
{
	int outcome = OUTCOME_OK;

	if (!*used)
		return OUTCOME_OK;
	*used = false;
	if (c->open != path || c->composer.prose ||
	    !c->composer.out->chunk->cell_count) {
		outcome = open_table(c, path);
		if (outcome == OUTCOME_OK)
			outcome = compose_cell(&c->composer, UINT16_MAX, 0,
					       NULL, 0);
	}
	compose_row_end(&c->composer);
	return outcome;
}

int xml_cells_end_record(struct xml_cells *c)
{
	int outcome = row_end(c, c->record, &c->row_used);

	c->record = PATH_NONE;
	return outcome;
}

int xml_cells_end_root(struct xml_cells *c)
{
	return row_end(c, c->root, &c->root_used);
}
