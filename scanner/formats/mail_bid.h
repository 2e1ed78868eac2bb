/* How mails and mailboxes are told from other text. */
#ifndef SCANNER_FORMATS_MAIL_BID_H
#define SCANNER_FORMATS_MAIL_BID_H

#include <stdbool.h>
#include <stddef.h>

/* True when the text begins with the header of a mail: nothing but fields,
 * two of those that mails have, and the line behind them. */
bool mail_speaks(const unsigned char *text, size_t length);

/* True when the text begins with a line that divides the mails of a mailbox:
 * "From ", somebody, a date. */
bool mail_divides(const unsigned char *text, size_t length);

#endif
