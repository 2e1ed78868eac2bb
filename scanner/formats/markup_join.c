/* Words that tags divide. See markup.h. */
#include <string.h>

#include "scanner/formats/markup.h"

static bool is_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' &&
					  (c | 0x20) <= 'z') ||
	       c == '@' || c == '.' || c == '_' || c == '-';
}

/* A word that is a whole number or address by itself. */
static bool stands_alone(const unsigned char *word, size_t length)
{
	size_t digits = 0;

	if (memchr(word, '@', length))
		return true;
	for (size_t i = 0; i < length; i++)
		digits += word[i] >= '0' && word[i] <= '9';
	return digits * 2 > length && (length == 11 || length >= 15);
}

void markup_join(struct buffer *text, size_t before, size_t at)
{
	size_t begin = at, end = at;
	const unsigned char *bytes = text->bytes;

	if (text->failed)
		return;
	while (begin > before && is_word(bytes[begin - 1]))
		begin--;
	while (end < text->length && is_word(bytes[end]))
		end++;
	if (begin == at || at == end ||
	    !(stands_alone(bytes + begin, at - begin) ||
	      stands_alone(bytes + at, end - at)))
		return;
	buffer_byte(text, 0);
	memmove(text->bytes + at + 1, text->bytes + at, text->length - at - 1);
	text->bytes[at] = ' ';
}
