/* The name of the rules. See rules.h. */
#include "scanner/cli/rules.h"

#include <sodium.h>

#include "scanner/cli/rules_source.h" /* made by the Makefile */
#include "scanner/pandian.h"

void rules_name(const struct policy *policy, char name[static RULES_NAME])
{
	static const unsigned char made_of[] =
		PANDIAN_VERSION "\n" RULES_SOURCE;
	crypto_generichash_state state;
	unsigned char hash[RULES_NAME / 2];
	const struct policy_row *rows;
	size_t count;

	rows = policy_rows(policy, &count);
	crypto_generichash_init(&state, NULL, 0, sizeof(hash));
	crypto_generichash_update(&state, made_of, sizeof(made_of));
	crypto_generichash_update(&state, (const unsigned char *)rows,
				  count * sizeof(*rows));
	crypto_generichash_final(&state, hash, sizeof(hash));
	sodium_bin2hex(name, RULES_NAME, hash, sizeof(hash));
}
