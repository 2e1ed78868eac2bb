# pandian. `make demo` and `make test` need nothing but git, make and root or
# sudo on Debian 12 or Ubuntu: they install what is missing.
#
#   make            build/pandian
#   make demo       install, build, sweep fixtures/share, print the summary
#   make scan ROOT=/srv/share
#   make test       everything that must hold; ends with "N passed, N failed"
#   make bench      side by side with other programs; docs/benchmarks.md
#   make fuzz       every fuzz target, FUZZ_SECONDS each (default 60)
#   make install    DESTDIR, PREFIX
#   make po         new messages into the catalogue, to be translated

PREFIX ?= /usr/local
CC = gcc
PKGS = libsodium zlib libzstd liblzma liblz4 sqlite3
# Opened when a file needs them (scanner/base/library.h).
LATE = libxml-2.0 gmime-3.0 libzip xlsxwriter jansson snappy libcrypto
OUT = build
SAN =
OPT = -O3

WARN = -Wall -Wextra -Wformat=2 -Wshadow -Wstrict-prototypes \
       -Wmissing-prototypes -Wpointer-arith -Wvla -Werror
HARDEN = -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2
CPPFLAGS = -I. -I$(OUT) -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 \
	   -include scanner/base/banned.h
CFLAGS = -std=gnu11 -g $(OPT) $(WARN) $(HARDEN) -fvisibility=hidden \
	 -pthread $(SAN) $(shell pkg-config --cflags $(PKGS) $(LATE) 2>/dev/null)
ifneq ($(SAN),)
CPPFLAGS += -DPANDIAN_SANITIZED
else ifeq ($(CC),gcc)
# The program is optimised as a whole; tests link the plain code beside it.
AR = gcc-ar
LTO = -flto=auto
CFLAGS += $(LTO) -ffat-lto-objects
endif
LDFLAGS = -pie -Wl,-z,relro,-z,now -pthread $(SAN)
LATE_LIBS = $(shell pkg-config --libs $(LATE) 2>/dev/null)
LDLIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lbz2 -lmagic -lm

LIB_SRC := $(sort $(filter-out scanner/cli/main.c, \
	     $(wildcard scanner/*.c scanner/base/*.c scanner/formats/*.c \
	       scanner/cli/*.c detectors/*.c detectors/tables/*.c \
	       reports/inventory/*.c reports/writers/*.c)))
LIB_OBJ := $(LIB_SRC:%.c=$(OUT)/%.o)
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
UNIT_BIN := $(UNIT_SRC:tests/unit/%.c=$(OUT)/tests/%)
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_BIN := $(FUZZ_SRC:tests/fuzz/%.c=$(OUT)/fuzz/%)
REPLAY_BIN := $(FUZZ_SRC:tests/fuzz/%.c=$(OUT)/replay/%)

CATALOGUE := $(OUT)/locale/zh_CN/LC_MESSAGES/pandian.mo

.PHONY: all demo scan test bench fuzz install clean units replays setup \
	fuzzers po force
.DELETE_ON_ERROR:

all: $(OUT)/pandian $(CATALOGUE)
units: $(UNIT_BIN)
replays: $(REPLAY_BIN)
fuzzers: $(FUZZ_BIN)

$(OUT)/pandian: $(OUT)/scanner/cli/main.o $(OUT)/libpandian.a
	$(CC) $(OPT) $(LTO) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The list of objects changes when a source file is removed.
$(OUT)/libpandian.a: $(LIB_OBJ) $(OUT)/objects
	rm -f $@ && $(AR) rcs $@ $(LIB_OBJ)

$(OUT)/objects: force
	@mkdir -p $(@D)
	@echo $(LIB_OBJ) | cmp -s - $@ || echo $(LIB_OBJ) > $@

# The names by which those that are opened late would be linked.
SONAMES = $(OUT)/scanner/base/sonames.h
$(LIB_OBJ): | $(SONAMES)
$(SONAMES): Makefile
	@mkdir -p $(@D)
	$(CC) -shared -nostdlib -Wl,--no-as-needed -o $@.so $(LATE_LIBS)
	readelf -d $@.so | sed -n \
		's/.*NEEDED.*\[\(lib\([a-z0-9]*\).*\)\]/#define SONAME_\2 "\1"/p' > $@

$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# What decides about findings: part of the name of the rules.
RULES := $(sort $(wildcard detectors/*.[ch] detectors/tables/*.[ch]) \
	   $(foreach f,agree cells profile verdict,reports/inventory/$f.c))
$(OUT)/scanner/cli/rules.o: $(OUT)/scanner/cli/rules_source.h
$(OUT)/scanner/cli/rules_source.h: $(RULES)
	@mkdir -p $(@D)
	cat $^ | sha256sum | \
		sed 's/\(.*\)  -/#define RULES_SOURCE "\1"/' > $@

# The parts of the HTML report, as strings of C, not indented.
HTML_INC := $(patsubst %,$(OUT)/%.inc,$(wildcard reports/writers/html/*))
$(OUT)/reports/writers/html.o: $(HTML_INC)

$(OUT)/%.inc: %
	@mkdir -p $(@D)
	sed 's/^\t*//; s/[\\"]/\\&/g; s/.*/"&\\n"/' $< > $@

$(OUT)/tests/%: tests/unit/%.c $(OUT)/libpandian.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -fno-lto $(LDFLAGS) -MMD -MP -o $@ \
		$(filter %.c %.a,$^) -lcmocka $(LDLIBS) $(LATE_LIBS)

$(OUT)/replay/%: tests/fuzz/%.c tests/fuzz/replay.c $(OUT)/libpandian.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -fno-lto $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OUT)/fuzz/%: tests/fuzz/%.c $(OUT)/libpandian.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ \
		$(LDLIBS)

$(CATALOGUE): scanner/cli/po/zh_CN.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

# Every message of the sources.
$(OUT)/pandian.pot: $(LIB_SRC) scanner/cli/main.c
	@mkdir -p $(@D)
	xgettext --from-code=UTF-8 -k_ -kN_ --add-location=file \
		--package-name=pandian --sort-by-file -o - $^ | \
		sed '/^"POT-Creation-Date:/d' > $@

po: $(OUT)/pandian.pot
	msgmerge --update --backup=none --no-fuzzy-matching --sort-by-file \
		scanner/cli/po/zh_CN.po $<
	msgattrib --no-obsolete -o scanner/cli/po/zh_CN.po \
		scanner/cli/po/zh_CN.po

setup:
	@sh tests/setup.sh build

demo: setup
	@$(MAKE) --no-print-directory -s all
	@$(MAKE) --no-print-directory -s fixtures/share
	@build/pandian scan fixtures/share || test $$? = 3

fixtures/share: fixtures/make-share.py fixtures/synthetic.py
	@python3 fixtures/make-share.py fixtures/share

scan: setup
	@test -n "$(ROOT)" || { echo "usage: make scan ROOT=/srv/share"; exit 2; }
	@$(MAKE) --no-print-directory -s all
	@build/pandian scan "$(ROOT)" || test $$? = 3

test:
	@sh tests/setup.sh test
	@sh tests/run.sh

bench:
	@sh tests/setup.sh bench
	@$(MAKE) --no-print-directory -s all
	@sh bench/run.sh

fuzz:
	@sh tests/setup.sh test
	@sh tests/fuzz/run.sh

install: all
	install -D -m 755 $(OUT)/pandian $(DESTDIR)$(PREFIX)/bin/pandian
	install -D -m 644 docs/pandian.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/pandian.1
	install -D -m 644 docs/pandian.zh_CN.1 \
		$(DESTDIR)$(PREFIX)/share/man/zh_CN/man1/pandian.1
	install -D -m 644 $(CATALOGUE) \
		$(DESTDIR)$(PREFIX)/share/$(CATALOGUE:$(OUT)/%=%)
	install -D -m 644 deploy/completions/pandian.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/pandian
	install -D -m 644 deploy/completions/_pandian \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_pandian
	install -D -m 644 deploy/completions/pandian.fish \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/pandian.fish

clean:
	rm -rf build

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
