/* Classes of ASCII characters. See ascii.h. */
#include "detectors/ascii.h"

#define D (ASCII_DIGIT | ASCII_ATEXT)
#define L (ASCII_LETTER | ASCII_ATEXT)

const uint8_t ascii_classes[256] = {
	['0'] = D, ['1'] = D, ['2'] = D, ['3'] = D, ['4'] = D,
	['5'] = D, ['6'] = D, ['7'] = D, ['8'] = D, ['9'] = D,
	['A'] = L, ['B'] = L, ['C'] = L, ['D'] = L, ['E'] = L, ['F'] = L,
	['G'] = L, ['H'] = L, ['I'] = L, ['J'] = L, ['K'] = L, ['L'] = L,
	['M'] = L, ['N'] = L, ['O'] = L, ['P'] = L, ['Q'] = L, ['R'] = L,
	['S'] = L, ['T'] = L, ['U'] = L, ['V'] = L, ['W'] = L, ['X'] = L,
	['Y'] = L, ['Z'] = L,
	['a'] = L, ['b'] = L, ['c'] = L, ['d'] = L, ['e'] = L, ['f'] = L,
	['g'] = L, ['h'] = L, ['i'] = L, ['j'] = L, ['k'] = L, ['l'] = L,
	['m'] = L, ['n'] = L, ['o'] = L, ['p'] = L, ['q'] = L, ['r'] = L,
	['s'] = L, ['t'] = L, ['u'] = L, ['v'] = L, ['w'] = L, ['x'] = L,
	['y'] = L, ['z'] = L,
	['_'] = ASCII_UNDERSCORE | ASCII_ATEXT,
	['.'] = ASCII_DOT_HYPHEN,
	['-'] = ASCII_DOT_HYPHEN | ASCII_ATEXT,
	['%'] = ASCII_PERCENT_PLUS | ASCII_ATEXT,
	['+'] = ASCII_PERCENT_PLUS | ASCII_ATEXT,
	['!'] = ASCII_ATEXT, ['#'] = ASCII_ATEXT, ['$'] = ASCII_ATEXT,
	['&'] = ASCII_ATEXT, ['\''] = ASCII_ATEXT, ['*'] = ASCII_ATEXT,
	['/'] = ASCII_ATEXT, ['='] = ASCII_ATEXT, ['?'] = ASCII_ATEXT,
	['^'] = ASCII_ATEXT, ['`'] = ASCII_ATEXT, ['{'] = ASCII_ATEXT,
	['|'] = ASCII_ATEXT, ['}'] = ASCII_ATEXT, ['~'] = ASCII_ATEXT,
};
