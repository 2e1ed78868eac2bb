/* Magic numbers of common types. See magic_table.h. */
#include "scanner/magic_table.h"

#include <stdint.h>
#include <string.h>

struct mark {
	uint16_t offset;
	uint8_t length;
	char bytes[16];
};

#define MARK(offset, bytes) { offset, sizeof(bytes) - 1, bytes }

/* All marks of an entry must be there; the first entry that fits wins. */
static const struct {
	const char *type;
	struct mark marks[2];
	bool weak; /* a text may well begin so */
} table[] = {
	{ "pdf", { MARK(0, "%PDF-") }, false },
	{ "png", { MARK(0, "\x89PNG\r\n\x1A\n") }, false },
	{ "jpeg", { MARK(0, "\xFF\xD8\xFF") }, false },
	{ "gif", { MARK(0, "GIF87a") }, false },
	{ "gif", { MARK(0, "GIF89a") }, false },
	{ "sqlite-wal", { MARK(0, "\x37\x7F\x06\x82\0") }, false },
	{ "sqlite-wal", { MARK(0, "\x37\x7F\x06\x83\0") }, false },
	{ "7z", { MARK(0, "7z\xBC\xAF\x27\x1C") }, false },
	{ "rar", { MARK(0, "Rar!\x1A\x07") }, false },
	{ "lz4-legacy", { MARK(0, "\x02\x21\x4C\x18") }, false },
	{ "cab", { MARK(0, "MSCF\0\0\0\0") }, false },
	{ "rpm", { MARK(0, "\xED\xAB\xEE\xDB") }, false },
	{ "ar", { MARK(0, "!<arch>\n") }, false },
	{ "cpio", { MARK(0, "070701") }, true },
	{ "cpio", { MARK(0, "070702") }, true },
	{ "iso9660", { MARK(32769, "CD001") }, false },
	{ "parquet", { MARK(0, "PAR1") }, true },
	{ "orc", { MARK(0, "ORC") }, true },
	{ "arrow", { MARK(0, "ARROW1\0\0") }, false },
	{ "feather", { MARK(0, "FEA1") }, true },
	{ "access", { MARK(4, "Standard Jet DB") }, false },
	{ "access", { MARK(4, "Standard ACE DB") }, false },
	{ "pst", { MARK(0, "!BDN") }, true },
	{ "kdbx", { MARK(0, "\x03\xD9\xA2\x9A") }, false },
	{ "elf", { MARK(0, "\x7F" "ELF") }, false },
	{ "pe", { MARK(0, "MZ") }, true },
	{ "mach-o", { MARK(0, "\xCF\xFA\xED\xFE") }, false },
	{ "mach-o", { MARK(0, "\xCE\xFA\xED\xFE") }, false },
	{ "mach-o", { MARK(0, "\xCA\xFE\xBA\xBE\0\0\0\x02") }, false },
	{ "class", { MARK(0, "\xCA\xFE\xBA\xBE") }, false },
	{ "dex", { MARK(0, "dex\n03") }, false },
	{ "wasm", { MARK(0, "\0asm") }, false },
	{ "git-pack", { MARK(0, "PACK\0\0\0") }, false },
	{ "git-pack-index", { MARK(0, "\377tOc\0\0\0\x02") }, false },
	{ "git-index", { MARK(0, "DIRC\0\0\0") }, false },
	{ "bmp", { MARK(0, "BM"), MARK(6, "\0\0\0\0") }, true },
	{ "tiff", { MARK(0, "II*\0") }, false },
	{ "tiff", { MARK(0, "MM\0*") }, false },
	{ "webp", { MARK(0, "RIFF"), MARK(8, "WEBP") }, false },
	{ "wav", { MARK(0, "RIFF"), MARK(8, "WAVE") }, false },
	{ "avi", { MARK(0, "RIFF"), MARK(8, "AVI ") }, false },
	{ "ico", { MARK(0, "\0\0\x01\0") }, true },
	{ "psd", { MARK(0, "8BPS\0\x01") }, false },
	{ "jpeg2000", { MARK(4, "jP  \r\n\x87\n") }, false },
	{ "djvu", { MARK(0, "AT&TFORM") }, false },
	{ "heic", { MARK(4, "ftyphei") }, false },
	{ "heic", { MARK(4, "ftypmif1") }, false },
	{ "mp4", { MARK(4, "ftyp") }, true },
	{ "matroska", { MARK(0, "\x1A\x45\xDF\xA3") }, false },
	{ "mp3", { MARK(0, "ID3") }, true },
	{ "mp3", { MARK(0, "\xFF\xFB") }, true },
	{ "mp3", { MARK(0, "\xFF\xF3") }, true },
	{ "ogg", { MARK(0, "OggS\0") }, false },
	{ "flac", { MARK(0, "fLaC") }, true },
	{ "flv", { MARK(0, "FLV\x01") }, false },
	{ "midi", { MARK(0, "MThd\0\0") }, false },
	{ "aiff", { MARK(0, "FORM"), MARK(8, "AIF") }, true },
	{ "wma", { MARK(0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11") }, false },
	{ "amr", { MARK(0, "#!AMR\n") }, false },
	{ "ttf", { MARK(0, "\0\x01\0\0\0") }, false },
	{ "otf", { MARK(0, "OTTO\0") }, false },
	{ "ttc", { MARK(0, "ttcf\0") }, false },
	{ "woff", { MARK(0, "wOFF\0") }, false },
	{ "woff", { MARK(0, "wOFF\x4F") }, false },
	{ "woff2", { MARK(0, "wOF2") }, true },
	{ "pcap", { MARK(0, "\xD4\xC3\xB2\xA1") }, false },
	{ "pcap", { MARK(0, "\xA1\xB2\xC3\xD4") }, false },
	{ "pcapng", { MARK(0, "\x0A\x0D\x0D\x0A") }, true },
	{ "hdf5", { MARK(0, "\x89HDF\r\n\x1A\n") }, false },
	{ "npy", { MARK(0, "\x93NUMPY") }, false },
	{ "evtx", { MARK(0, "ElfFile\0") }, false },
	{ "registry-hive", { MARK(0, "regf") }, true },
	{ "qcow2", { MARK(0, "QFI\xFB") }, false },
	{ "vmdk", { MARK(0, "KDMV") }, true },
	{ "luks", { MARK(0, "LUKS\xBA\xBE") }, false },
	{ "jks", { MARK(0, "\xFE\xED\xFE\xED") }, false },
	{ "chm", { MARK(0, "ITSF\x03\0") }, false },
	{ "dwg", { MARK(0, "AC10"), MARK(6, "\0") }, true },
};

static bool fits(const struct mark *m, const unsigned char *bytes,
		 size_t length)
{
	if (!m->length)
		return true;
	return length >= (size_t)m->offset + m->length &&
	       bytes[m->offset] == (unsigned char)*m->bytes && /* seldom */
	       !memcmp(bytes + m->offset, m->bytes, m->length);
}

const char *magic_table_find(const unsigned char *bytes, size_t length,
			     bool binary)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if ((binary || !table[i].weak) &&
		    fits(&table[i].marks[0], bytes, length) &&
		    fits(&table[i].marks[1], bytes, length))
			return table[i].type;
	return NULL;
}
