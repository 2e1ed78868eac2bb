/*
 * scan: roots → findings. Walks, and gives files and segments of large files
 * to threads; each identifies, extracts and matches, and hands what it finds
 * to the sink.
 */
#ifndef SCANNER_SCAN_H
#define SCANNER_SCAN_H

#include <stdatomic.h>

#include "detectors/seeds.h"
#include "scanner/pandian.h"
#include "scanner/walk.h"

/* Large files are cut here, whatever the number of threads, so that the
 * result does not depend on it. A multiple of four, for UTF-32. */
#define SEGMENT_BYTES (16u * 1024 * 1024)

struct scan_limits { /* for one file on disk and all that is in it */
	unsigned depth;
	uint64_t members, bytes; /* decompressed */
	unsigned seconds;	 /* 0: none */
};
extern const struct scan_limits scan_limits_default;

/* What a progress line tells; written by the threads as they go. */
struct scan_progress {
	atomic_uint_fast64_t files_seen, files_done; /* files on disk */
	atomic_uint_fast64_t bytes_seen, bytes_done;
	atomic_bool walked; /* files_seen and bytes_seen are final */
};

struct scan_options {
	struct walk_options walk;
	struct scan_limits limits;
	const struct sink *sink;
	int today;   /* yyyymmdd */
	unsigned threads;
	enum seeds_engine engine;
	struct scan_progress *progress; /* or NULL */
	const atomic_int *stop;	/* set by a signal: end soon */
};

/* Runs the sweep in `threads` threads and this one. Returns OUTCOME_OK when
 * everything the walk saw is in the ledger, OUTCOME_PARTIAL when it was
 * stopped, OUTCOME_FATAL with the reason. */
int scan_run(const struct scan_options *, struct problem *);

#endif
