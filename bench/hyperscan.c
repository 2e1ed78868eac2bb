/*
 * Hyperscan's bare matching of five digit patterns: what the program is
 * measured against. No validation, no columns, no reports; it only counts.
 *
 *   hyperscan [-m] PATTERNS FILE...
 *
 * Reads in blocks of 1 MiB and scans each (HS_MODE_BLOCK); with -m reads a
 * file whole first and leaves the reading out of the time. Prints bytes,
 * matches and seconds; compiling the patterns is left out. Of the ways to
 * write the patterns tried (bare, [^0-9] or \b on both sides), the one with
 * \b is the fastest here, by half.
 */
#include <fcntl.h>
#include <hs.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BLOCK (1 << 20)

#define PATTERNS_MAX 16

struct run {
	hs_database_t *database;
	hs_scratch_t *scratch;
	uint64_t bytes, matches;
	double seconds;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int count_match(unsigned id, unsigned long long from,
		       unsigned long long to, unsigned flags, void *context)
{
	(void)id, (void)from, (void)to, (void)flags;
	++*(uint64_t *)context;
	return 0;
}

/* Reads the patterns, one a line; they live as long as the program. */
static unsigned read_patterns(const char *file, const char **patterns)
{
	FILE *in = fopen(file, "r");
	unsigned count = 0;
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	while (in && count < PATTERNS_MAX &&
	       (length = getline(&line, &room, in)) > 0) {
		line[length - 1] = '\0';
		patterns[count++] = line;
		line = NULL;
		room = 0;
	}
	free(line);
	if (in)
		fclose(in);
	return count;
}

static bool prepare(struct run *run, const char *file)
{
	const char *patterns[PATTERNS_MAX];
	unsigned count = read_patterns(file, patterns);
	hs_compile_error_t *error;

	if (!count || hs_compile_multi(patterns, NULL, NULL, count,
				       HS_MODE_BLOCK, NULL, &run->database,
				       &error) != HS_SUCCESS) {
		fprintf(stderr, "hyperscan: %s\n",
			count ? error->message : "no patterns");
		return false;
	}
	return hs_alloc_scratch(run->database, &run->scratch) == HS_SUCCESS;
}

static void scan(struct run *run, const char *bytes, size_t length)
{
	hs_scan(run->database, bytes, (unsigned)length, 0, run->scratch,
		count_match, &run->matches);
	run->bytes += length;
}

static void scan_reading(struct run *run, int fd)
{
	static char block[BLOCK];
	double started = now();
	ssize_t got;

	while ((got = read(fd, block, sizeof(block))) > 0)
		scan(run, block, (size_t)got);
	run->seconds += now() - started;
}

static bool scan_in_memory(struct run *run, int fd)
{
	struct stat st;
	char *bytes;
	size_t size, have = 0;
	ssize_t got;

	if (fstat(fd, &st) || !(bytes = malloc((size_t)st.st_size + 1)))
		return false;
	size = (size_t)st.st_size;
	while (have < size &&
	       (got = read(fd, bytes + have, size - have)) > 0)
		have += (size_t)got;
	double started = now();
	for (size_t at = 0; at < have; at += BLOCK)
		scan(run, bytes + at, have - at < BLOCK ? have - at : BLOCK);
	run->seconds += now() - started;
	free(bytes);
	return true;
}

int main(int argc, char **argv)
{
	bool in_memory = argc > 1 && !strcmp(argv[1], "-m");
	struct run run = { 0 };

	if (argc < 3 + in_memory || !prepare(&run, argv[1 + in_memory]))
		return 1;
	for (int i = 2 + in_memory; i < argc; i++) {
		int fd = open(argv[i], O_RDONLY);

		if (fd < 0 || (in_memory && !scan_in_memory(&run, fd))) {
			perror(argv[i]);
			return 1;
		}
		if (!in_memory)
			scan_reading(&run, fd);
		close(fd);
	}
	printf("%" PRIu64 " %" PRIu64 " %.4f\n", run.bytes, run.matches,
	       run.seconds);
	hs_free_scratch(run.scratch);
	hs_free_database(run.database);
	return 0;
}
