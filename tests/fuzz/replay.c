/*
 * Runs a fuzz target over the files and folders that are named: what was
 * found once stays found, without a fuzzer.
 */
#include <fts.h>
#include <stdint.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static int replay(const char *path, size_t size)
{
	uint8_t *bytes = malloc(size + !size);
	FILE *file = fopen(path, "rb");
	int status = -1;

	if (bytes && file && fread(bytes, 1, size, file) == size)
		status = LLVMFuzzerTestOneInput(bytes, size);
	else
		perror(path);
	if (file)
		fclose(file);
	free(bytes);
	return status;
}

int main(int argc, char **argv)
{
	char *const current[] = { (char *)".", NULL };
	FTS *tree = fts_open(argc > 1 ? argv + 1 : current,
			     FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	size_t count = 0;
	FTSENT *entry;

	if (!tree)
		return 2;
	while ((entry = fts_read(tree))) {
		if (entry->fts_info != FTS_F)
			continue;
		if (replay(entry->fts_accpath,
			   (size_t)entry->fts_statp->st_size))
			return 1;
		count++;
	}
	fts_close(tree);
	printf("%zu inputs replayed\n", count);
	return 0;
}
