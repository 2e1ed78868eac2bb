/* Tables of double-byte characters, filled from iconv. See the header. */
#include "scanner/base/charset_tables.h"

#include <errno.h>
#include <iconv.h>
#include <pthread.h>
#include <string.h>

/*
 * Hanzi that running text, names, addresses and table headings are made of,
 * in both scripts: what tells GB18030 from Big5 in a short sample.
 */
static const char common_hanzi[] =
	"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子"
	"那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面"
	"起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机"
	"十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文"
	"体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门"
	"任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别"
	"打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山"
	"金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且"
	"权思王象完设式色路记南品住告类求据程北边张该交规万取格望术领共确传师观清今"
	"切院让识候带导争运六七八九零李刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董"
	"萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝"
	"孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚伟芳娜秀英敏静丽磊洋艳勇"
	"杰娟涛超霞刚桂身份证号码银卡户姓址客省县街楼室村镇乡单备注编订余额款贷还款"
	"联系邮箱籍贯族别出生汉男性婚姻状态学历职业单位电邮护照驾驶车牌账密保险社"
	"這個們來為國說時會對後裡種經麼學動還進樣開實軍無與長機點業將間問戰頭體見產"
	"題爾別變總電數報結條東聲員論處義幾認氣兒門給話關觀親記設達難權術領確傳師運"
	"張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許蘇盧蔣賈葉閻鍾陸範譚鄒龍萬錢湯喬賀賴龔偉"
	"麗強艷傑濤剛證號碼銀戶縣區鎮鄉單編訂餘額聯絡郵備註姓應當務質費資統圖書華灣"
	"臺台灣香港澳廣場樓街巷弄段";

static struct charset_tables tables;
static pthread_once_t filled = PTHREAD_ONCE_INIT;

/*
 * Converts `count` characters of `width` bytes each, one by one where iconv
 * stumbles, so that a row costs one call when all of it is assigned.
 */
static void convert(iconv_t converter, unsigned char *in, size_t count,
		    size_t width, uint32_t *out)
{
	size_t done = 0;

	while (done < count) {
		char *from = (char *)in + done * width;
		char *to = (char *)(out + done);
		size_t from_left = (count - done) * width;
		size_t to_left = (count - done) * sizeof(*out);

		if (iconv(converter, &from, &from_left, &to, &to_left) !=
		    (size_t)-1)
			return;
		done = count - to_left / sizeof(*out);
		if (done < count)
			out[done++] = REPLACEMENT;
		iconv(converter, NULL, NULL, NULL, NULL);
	}
}

static void fill_two(const char *name, uint32_t table[128][256])
{
	iconv_t converter = iconv_open("WCHAR_T", name);
	unsigned char in[2 * 191];

	for (unsigned i = 0; i < 128 * 256; i++)
		table[i >> 8][i & 255] = REPLACEMENT;
	if (converter == (iconv_t)-1)
		return;
	for (unsigned lead = 0x81; lead <= 0xFE; lead++) {
		for (unsigned i = 0; i < 191; i++) {
			in[2 * i] = (unsigned char)lead;
			in[2 * i + 1] = (unsigned char)(0x40 + i);
		}
		in[2 * 63 + 1] = 0x40; /* 0x7F is no trail: a stand-in */
		convert(converter, in, 191, 2, &table[lead - 0x80][0x40]);
		table[lead - 0x80][0x7F] = REPLACEMENT;
	}
	iconv_close(converter);
}

/* Ten bytes of the code's last digit at a time: 0x81308130 onwards. */
static void fill_four(void)
{
	iconv_t converter = iconv_open("WCHAR_T", "GB18030");
	unsigned char in[4 * 10];
	uint32_t out[10];

	for (unsigned at = 0; at < GB_FOUR_BMP; at += 10) {
		for (unsigned i = 0; i < 10; i++) {
			in[4 * i] = (unsigned char)(0x81 + at / 12600);
			in[4 * i + 1] = (unsigned char)(0x30 + at / 1260 % 10);
			in[4 * i + 2] = (unsigned char)(0x81 + at / 10 % 126);
			in[4 * i + 3] = (unsigned char)(0x30 + i);
			out[i] = REPLACEMENT;
		}
		if (converter != (iconv_t)-1)
			convert(converter, in, 10, 4, out);
		for (unsigned i = 0; i < 10; i++)
			tables.gb_four[at + i] = out[i] < 0x10000
							 ? (uint16_t)out[i]
							 : REPLACEMENT;
	}
	if (converter != (iconv_t)-1)
		iconv_close(converter);
}

static void mark_common(uint32_t table[128][256], const uint8_t *common)
{
	for (unsigned i = 0; i < 128 * 256; i++) {
		uint32_t *c = &table[i >> 8][i & 255];

		if (*c < 0x10000 && common[*c / 8] & 1 << *c % 8)
			*c |= CHARACTER_COMMON;
	}
}

static void fill(void)
{
	const unsigned char *text = (const unsigned char *)common_hanzi;
	uint8_t common[0x10000 / 8] = { 0 };
	size_t length = sizeof(common_hanzi) - 1;
	unsigned n;

	for (size_t at = 0; at < length; at += n) {
		uint32_t c = utf8_next(text + at, length - at, &n);

		common[c / 8] |= (uint8_t)(1 << c % 8);
	}
	fill_two("GB18030", tables.gb18030);
	fill_two("CP950", tables.big5);
	fill_four();
	mark_common(tables.gb18030, common);
	mark_common(tables.big5, common);
}

const struct charset_tables *charset_tables(void)
{
	pthread_once(&filled, fill);
	return &tables;
}
