/* The inventory's names. See inventory.h. */
#include "reports/inventory/inventory.h"

#include <string.h>

static const char *const confidences[] = {
	[CONFIDENCE_NONE] = "none", [CONFIDENCE_LOW] = "low",
	[CONFIDENCE_MEDIUM] = "medium", [CONFIDENCE_HIGH] = "high",
};

static const char *const verdicts[] = {
	[VERDICT_INSUFFICIENT] = "insufficient", [VERDICT_CHANCE] = "chance",
	[VERDICT_MIXED] = "mixed", [VERDICT_CONFIRMED] = "confirmed",
};

static const char *const shapes[] = {
	[SHAPE_NUMBER] = "number", [SHAPE_DATE] = "date",
	[SHAPE_HAN] = "han", [SHAPE_ASCII] = "ascii",
	[SHAPE_OTHER] = "other",
};

static const char *const checks[] = {
	"checksum", "date", "region", "issuer", "network", "inner",
	"grammar", "test", "dull", "damaged", "minor", "role",
};

const char *confidence_name(enum confidence confidence)
{
	return confidences[confidence];
}

int confidence_parse(const char *name)
{
	int i;

	for (i = CONFIDENCE_LOW; i <= CONFIDENCE_HIGH; i++)
		if (!strcmp(confidences[i], name))
			return i;
	return -1;
}

const char *verdict_name(enum verdict verdict)
{
	return verdicts[verdict];
}

const char *shape_name(enum shape shape)
{
	return shapes[shape];
}

const char *check_name(unsigned bit)
{
	return bit < sizeof(checks) / sizeof(*checks) ? checks[bit] : NULL;
}
