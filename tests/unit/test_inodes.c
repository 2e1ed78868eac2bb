/* The set of inodes: what was added is there, with its name, and no more. */
#include "scanner/inodes.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT 20000

/* Numbers as file systems give them: in a row, or far apart. */
static struct inode numbered(unsigned i)
{
	return (struct inode){ .number = i & 1 ? i : (uint64_t)i << 32,
			       .device = i % 3,
			       .born = i % 7 };
}

static void test_keeps_what_was_added(void **state)
{
	struct inodes set = { 0 };
	const char *found;
	char name[16];

	(void)state;
	for (unsigned i = 1; i <= COUNT; i++) {
		struct inode inode = numbered(i);

		assert_false(inodes_has(&set, &inode, NULL));
		snprintf(name, sizeof(name), "%u", i);
		assert_true(inodes_add(&set, &inode, i % 5 ? NULL : name));
	}
	assert_int_equal(set.count, COUNT);
	for (unsigned i = 1; i <= COUNT; i++) {
		struct inode inode = numbered(i), other = inode;

		assert_true(inodes_has(&set, &inode, &found));
		snprintf(name, sizeof(name), "%u", i);
		if (i % 5)
			assert_null(found);
		else
			assert_string_equal(found, name);
		/* the number given to a new file */
		other.born += 7;
		assert_false(inodes_has(&set, &other, &found));
		other = inode;
		other.device += 3;
		assert_false(inodes_has(&set, &other, &found));
	}
	inodes_release(&set);
}

static void test_inode_of_a_descriptor(void **state)
{
	int fd = open(".", O_RDONLY | O_DIRECTORY);
	struct inode inode, again;
	struct stat s;

	(void)state;
	assert_int_equal(fstat(fd, &s), 0);
	assert_true(inode_of(fd, &inode));
	assert_true(inode_of(fd, &again));
	assert_memory_equal(&inode, &again, sizeof(inode));
	assert_true(inode.number == s.st_ino);
	assert_true(inode.device == s.st_dev);
	close(fd);
	assert_false(inode_of(fd, &inode));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keeps_what_was_added),
		cmocka_unit_test(test_inode_of_a_descriptor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
