/*
 * Verdicts on columns of whole cells: names, addresses, dates of birth and
 * sexes, and above all what looks like them. Cells go through the matcher and
 * the collector; every column is one table.
 */
#include "tests/unit/collected.h"

#include "detectors/matcher.h"
#include "scanner/base/charset.h"

#define TODAY 20260101
#define ROWS 240
#define NO_VERDICT (-1) /* no profile at all */

static struct matcher *matcher;

/* What the matcher makes of one cell, as a match of the first field. */
static size_t match_cell(const char *text, uint64_t row, struct match *match)
{
	static struct chunk chunk;
	struct match *matches;
	size_t length = strlen(text), n;

	memset(&chunk, 0, sizeof(chunk));
	chunk.charset = CHARSET_UTF8;
	chunk.cells[chunk.cell_count++] = (struct cell){
		.length = (uint32_t)length, .flags = CELL_ROW_END,
	};
	memcpy(chunk.text, text, length);
	chunk.text[length] = ',';
	chunk.end = chunk.length = (uint32_t)length + 1;
	matcher_begin(matcher, &chunk);
	n = matched(matcher, &matches);
	assert_true(n <= 1);
	if (n) {
		*match = *matches;
		match->row = row;
	}
	free(matches);
	return n;
}

/* The n-th of words between blanks, again from the first behind the last; a +
 * in it stands for a blank. */
static void word_of(const char *words, uint64_t n, char *word)
{
	const char *at = words;
	size_t length;

	for (;; n--) {
		at += strspn(at, " ");
		if (!*at)
			at = words + strspn(words, " ");
		length = strcspn(at, " ");
		if (!n)
			break;
		at += length;
	}
	memcpy(word, at, length);
	word[length] = 0;
	while ((word = strchr(word, '+')))
		*word = ' ';
}

/* The verdict on `rows` cells made of the words, in a column of that name,
 * and its confidence. */
static int ruled(const char *head, const char *words, uint64_t rows,
		 const char *detector, enum confidence *confidence)
{
	struct bench *b = bench_new(false);
	const struct profile *p;
	struct match match;
	int verdict = NO_VERDICT;
	char word[256];
	uint32_t table;
	uint64_t i;

	open_asset(b);
	open_part(b);
	table = open_table(b, "t", &head, 1);
	for (i = 0; i < rows; i++) {
		word_of(words, i, word);
		take(b, table, &match, match_cell(word, i, &match), 1);
	}
	commit(b, rows);
	close_asset(b);
	p = profile_of(b, head, detector);
	if (p) {
		verdict = (int)p->verdict;
		*confidence = p->confidence;
	}
	bench_free(b);
	return verdict;
}

static void assert_ruled(const char *head, const char *words, uint64_t rows,
			 const char *detector, int wanted)
{
	enum confidence confidence = CONFIDENCE_NONE;
	int verdict = ruled(head, words, rows, detector, &confidence);

	if (verdict != wanted)
		fail_msg("%s of \"%.40s ...\": %s is ruled %d, wanted %d",
			 head, words, detector, verdict, wanted);
	if (verdict >= VERDICT_MIXED)
		assert_true(confidence >= CONFIDENCE_LOW);
	if (verdict == VERDICT_INSUFFICIENT)
		assert_true(confidence <= CONFIDENCE_LOW);
}

/* Nothing of these kinds is told of the column, whatever it is called. */
static void assert_nothing(const char *const *heads, const char *words)
{
	static const char *const ids[] = { "cn.person_name", "cn.address",
					   "birth_date", "sex" };

	for (; *heads; heads++)
		for (size_t i = 0; i < 4; i++)
			assert_ruled(*heads, words, ROWS, ids[i], NO_VERDICT);
}

/* ---- names ---- */

#define TEN "王伟 李娜 张敏 刘洋 陈静 杨帆 赵磊 黄丽 周杰 吴霞 "
#define TEN_MORE "王建国 李小红 张志强 刘德胜 陈晓燕 杨玉兰 赵子轩 黄海涛 "
#define HUNDRED "徐丽丽 孙浩然 马春梅 朱国栋 胡文静 郭美玲 何秀英 林俊杰 "
#define EVEN "任志远 彭敏 袁雪 程思源 梁玉梅 谢芳 苏玲 曾庆红 宋丽军 姚远航 " \
	"丁小军 马嘉怡 韩婷 邓文超 蔡国庆 肖伟 田甜甜 沈佳琪 "
#define RARE "揭佳怡 佐梓涵 敬一诺 仝思远 逄雨欣 "
#define WORDS "已结清 正常 逾期 核销 冻结 待审核 拒绝 注销 中等 关注 "
#define DOTTED "古丽·艾合买提 阿不都·热合曼 买买提·托合提 努尔兰·吐尔逊 " \
	"哈斯木·阿卜杜拉 热合曼·买买提 托合提·古丽 吐尔逊·努尔兰 "

static void names_are_told(void **state)
{
	(void)state;
	assert_ruled("姓名", TEN HUNDRED RARE, ROWS, "cn.person_name",
		     VERDICT_CONFIRMED);
	assert_ruled("c7", TEN TEN_MORE HUNDRED, ROWS, "cn.person_name",
		     VERDICT_CONFIRMED);
	assert_ruled("cust_name", DOTTED, ROWS, "cn.person_name",
		     VERDICT_CONFIRMED);
	assert_ruled("c7", DOTTED, ROWS, "cn.person_name",
		     VERDICT_CONFIRMED);
	/* fewer than eight different ones: by the column's name alone */
	assert_ruled("姓名", "王伟 李娜 张敏", ROWS, "cn.person_name",
		     VERDICT_INSUFFICIENT);
	assert_ruled("c7", "王伟 李娜 张敏", ROWS, "cn.person_name",
		     NO_VERDICT);
}

#define SPELT "Zhang+Wei WANG+FANG Li,+Na Liu/Qiang Chen+Xiao-ming Yang+Li " \
	"Zhao+Min Huang+Yong Zhou+Jie Wu+Xiuying Xu+Lili Sun+Haoran " \
	"Ma+Chunmei Zhu+Guodong Hu+Wenjing Guo+Meiling He+Xiuying Lin+Jun "
#define LAST "Wei+Zhang Fang+Wang Xiaoming+Li Qiang+Liu Xiaoyan+Chen " \
	"Ping+Yang Guoqiang+Zhao Haitao+Huang Zixuan+Zhou Xia+Wu Hao+Xu "
#define JOINT "zhangwei wangfang lina liuqiang chenxiaoming yangli " \
	"zhaomin huangyong zhoujie wuxiuying xulili sunhaoran machunmei "
#define SHIRTS "Red+Shirt Blue+Line Long+Sleeve Sun+Hat Fan+Club Tan+Pants "

static void spelt_names_are_told(void **state)
{
	static const char *const heads[] = { "name", "姓名", "c7", "城市",
					     NULL };

	(void)state;
	assert_ruled("cust_name", SPELT, ROWS, "cn.person_name",
		     VERDICT_CONFIRMED);
	assert_ruled("c7", SPELT, ROWS, "cn.person_name", VERDICT_CONFIRMED);
	assert_ruled("姓名拼音", LAST, ROWS, "cn.person_name",
		     VERDICT_CONFIRMED);
	assert_ruled("name", SPELT "李娜 王伟 John+Smith", ROWS,
		     "cn.person_name", VERDICT_CONFIRMED);
	assert_nothing(heads, JOINT);
	assert_nothing(heads, SHIRTS "Pan+Pizza Wang+Yu Li+Na");
	assert_nothing(heads, "Hang+Zhou Guang+Zhou Fu+Zhou An+Hui He+Nan "
		       "Shan+Dong Yang+Zhou Wu+Xi Chang+Sha Cheng+Du");
	assert_nothing(heads, "hangzhou wuhan huangshan zhangjiajie chengdu "
		       "lijiang yangzhou zhoushan hefei zhengzhou");
	assert_nothing(heads, "Sarah+Chen John+Wang Robert+Li Maria+Zhang "
		       "James+Liu Linda+Wu Tom+Huang Susan+Zhao");
	assert_nothing(heads, "ACTIVE PENDING CLOSED DONE SHIPPED RETURNED "
		       "FAILED WAITING PAID OPEN");
}

/* Of people who are made up, surnames often are as frequent as each other. */
static void surnames_may_be_even(void **state)
{
	(void)state;
	assert_ruled("姓名", HUNDRED EVEN, ROWS, "cn.person_name",
		     VERDICT_CONFIRMED);
	assert_ruled("姓名", HUNDRED EVEN RARE, ROWS, "cn.person_name",
		     NO_VERDICT);
	assert_ruled("c7", HUNDRED EVEN, ROWS, "cn.person_name", NO_VERDICT);
}

/* Each rule from both sides of its limit. */
static void names_have_limits(void **state)
{
	(void)state;
	/* named: four of five texts pass, else it is mixed, or nothing */
	assert_ruled("姓名", TEN TEN_MORE HUNDRED "核销 冻结 关注 正常",
		     ROWS, "cn.person_name", VERDICT_CONFIRMED);
	assert_ruled("姓名", TEN TEN_MORE WORDS, ROWS, "cn.person_name",
		     VERDICT_MIXED);
	assert_ruled("c7", TEN TEN_MORE WORDS, ROWS, "cn.person_name",
		     NO_VERDICT);
	assert_ruled("姓名", "王伟 李娜 张敏 刘洋 陈静 " WORDS
		     "可疑 损失 次级 严重逾期 已放款 未放款 审批通过 高风险 "
		     "低风险 时效中断 办公室 审计部 计划财务部", ROWS,
		     "cn.person_name", NO_VERDICT);
	/* not named: nearly all, and with the surnames of a population */
	assert_ruled("c7", TEN HUNDRED "核销 冻结 关注", ROWS,
		     "cn.person_name", NO_VERDICT);
	assert_ruled("c7", "王伟 李娜 " HUNDRED RARE, ROWS,
		     "cn.person_name", NO_VERDICT);
	assert_ruled("姓名", "王伟 李娜 张敏 " HUNDRED RARE, ROWS,
		     "cn.person_name", VERDICT_CONFIRMED);
}

static void words_are_no_names(void **state)
{
	static const char *const heads[] = { "name", "名称", "product_name",
					     "c1", "客户名称", NULL };

	(void)state;
	assert_nothing(heads, "金龙卡 黄金积存 安心贷 万利通 平安福 白领贷 "
		       "江南精选 康宁保 华夏红利 石化油卡 毛巾 白酒 黄酒 "
		       "方便面 高端理财 马上贷 牛仔裤 沙发 米线 空调 花露水");
	assert_nothing(heads, "已发货 待付款 已完成 交易成功 交易关闭 已退款 "
		       "待评价 支付中 已取消 部分发货 申请退款 待审核");
	assert_nothing(heads, "教师 医生 律师 会计 司机 厨师 农民 工程师 "
		       "公务员 个体户 程序员 保安 护士 军人 学生 退休");
	assert_nothing(heads, "马到成功 安居乐业 万事如意 金玉满堂 高枕无忧 "
		       "常胜将军 石破天惊 江河日下 白手起家 花好月圆");
	assert_nothing(heads, "城东支行 高新支行 江北支行 白云支行 石桥分理处 "
		       "马坡支行 龙华支行 安定门支行 方庄支行 总行营业部");
}

static void nicknames_are_no_names(void **state)
{
	static const char *const heads[] = { "user_name", "昵称", "nickname",
					     "c1", NULL };

	(void)state;
	assert_nothing(heads, "快乐的鱼 小明同学 大海 追风少年 安静的美男子 "
		       "一米阳光 云淡风轻 花开半夏 柠檬不酸 路人甲 南风知我意 "
		       "阿宝 萌萌哒 夏天的风 大白兔 小熊维尼 咖啡猫");
	assert_nothing(heads, "admin zhang_wei lily2008 sunshine 13abc test01 "
		       "root wangwu guest kefu01 xiaoming tom99");
}

/* ---- addresses ---- */

#define STREETS "北京市东城区中山路12号 上海市浦东新区张杨路500号3幢201室 " \
	"广东省深圳市南山区科技园路8号 浙江省杭州市西湖区文三路90号 " \
	"四川省成都市武侯区人民南路四段27号 湖北省武汉市洪山区珞喻路1037号 " \
	"陕西省西安市雁塔区小寨东路11号 江苏省南京市鼓楼区汉口路22号 " \
	"山东省济南市历下区经十路1500号 福建省厦门市思明区大学路182号 "

static void addresses_are_told(void **state)
{
	(void)state;
	assert_ruled("住址", STREETS, ROWS, "cn.address", VERDICT_CONFIRMED);
	assert_ruled("c3", STREETS, ROWS, "cn.address", VERDICT_CONFIRMED);
	assert_ruled("备注", STREETS WORDS WORDS, ROWS, "cn.address",
		     VERDICT_MIXED);
	assert_ruled("备注", "北京市东城区中山路12号 " WORDS, ROWS,
		     "cn.address", NO_VERDICT);
}

static void places_are_no_addresses(void **state)
{
	static const char *const heads[] = { "city", "城市", "name", "籍贯",
					     "c4", NULL };

	(void)state;
	assert_nothing(heads, "北京 上海 广州 深圳 成都 杭州 武汉 西安 南京 "
		       "济南 厦门 大连 青岛 宁波 苏州 温州 常州 金华 江门");
	assert_nothing(heads, "北京市 上海市 广州市 深圳市 成都市 杭州市 "
		       "武汉市 西安市 南京市 济南市 厦门市 大连市 青岛市");
	assert_nothing(heads, "东城区 西城区 朝阳区 海淀区 黄浦区 徐汇区 "
		       "余杭区 武侯区 江夏区 雁塔区 白云区 罗湖区 思明区");
}

static void firms_are_no_addresses(void **state)
{
	static const char *const heads[] = { "公司名称", "企业名称", "name",
					     "客户名称", "c5", NULL };

	(void)state;
	assert_nothing(heads, "北京金泰商贸有限公司 上海华康科技有限公司 "
		       "深圳市安达物流有限公司 杭州万利通网络科技有限公司 "
		       "成都高新贸易有限公司 武汉江南食品有限公司 "
		       "西安石油设备有限公司 南京方圆会计师事务所 "
		       "济南白云化工有限公司 厦门金龙汽车有限公司");
}

/* ---- dates of birth ---- */

#define BORN "1951-03-07 1962-11-30 1968-01-15 1975-06-21 1980-09-09 " \
	"1984-12-01 1988-02-29 1990-05-05 1993-07-18 1997-10-24 2001-04-11 "
#define CLASS "2008-09-02 2008-10-11 2008-12-24 2009-01-30 2009-03-03 " \
	"2009-04-17 2009-05-05 2009-06-28 2009-08-31 2008-11-19 "
#define SIGNED "2019-03-07 2019-11-30 2020-01-15 2021-06-21 2022-09-09 " \
	"2022-12-01 2023-02-28 2023-05-05 2024-07-18 2024-10-24 2025-04-11 "

static void births_are_told(void **state)
{
	(void)state;
	assert_ruled("出生日期", BORN, ROWS, "birth_date", VERDICT_CONFIRMED);
	assert_ruled("birthday", BORN, ROWS, "birth_date", VERDICT_CONFIRMED);
	assert_ruled("生日", CLASS, ROWS, "birth_date", VERDICT_CONFIRMED);
	assert_ruled("出生日期", "1951-03-07 1962-11-30", ROWS, "birth_date",
		     VERDICT_INSUFFICIENT);
	/* four of five dates lie before the sweep's */
	assert_ruled("出生日期", BORN "2030-01-01 2031-01-01", ROWS,
		     "birth_date", VERDICT_CONFIRMED);
	assert_ruled("出生日期", BORN "2030-01-01 2031-01-01 2032-01-01",
		     ROWS, "birth_date", NO_VERDICT);
}

static void dates_are_no_births(void **state)
{
	static const char *const heads[] = { "签约日期", "contract_date",
					     "create_date", "到期日", "c6",
					     "birth_place", "放款日", NULL };

	(void)state;
	assert_nothing(heads, SIGNED);
	assert_nothing(heads, BORN); /* of founding, say: no name, no births */
	/* a column that is named so, but filled on one day or in one year */
	assert_ruled("出生日期", "2024-01-02 2024-02-03 2024-03-04 2024-04-05 "
		     "2024-05-06 2024-06-07 2024-07-08 2024-08-09 2024-09-10",
		     ROWS, "birth_date", NO_VERDICT);
	assert_ruled("生日", "1900-01-01", ROWS, "birth_date", NO_VERDICT);
}

/* ---- sexes ---- */

static void sexes_are_told(void **state)
{
	(void)state;
	assert_ruled("性别", "男 女", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("c2", "男 女 女", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("xb", "男 女 未知", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("性别", "男", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("gender", "M F", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("sex", "1 2 0", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("sex", "1", ROWS, "sex", VERDICT_INSUFFICIENT);
	/* with the code, as a system of forms exports them; as people are
	 * addressed */
	assert_ruled("c2", "1-男 2-女 0-未知", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("xb", "男(1) 女(2)", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("c2", "01：男 02：女", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("称谓", "先生 女士 小姐", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("sex_cd", "01 02 09", ROWS, "sex", VERDICT_CONFIRMED);
	assert_ruled("性别", "男性 女性 未说明的性别", ROWS, "sex",
		     VERDICT_CONFIRMED);
}

static void flags_are_no_sexes(void **state)
{
	static const char *const heads[] = { "is_vip", "状态", "c8", "尺码",
					     "是否黑名单", "email_verified",
					     "gender_verified", NULL };
	static const char *const bare[] = { "c2", "部门", NULL };

	(void)state;
	assert_nothing(heads, "0 1 1 0 1");
	assert_nothing(heads, "S M L F X");
	assert_nothing(heads, "Y N");
	assert_nothing(heads, "1-是 2-否 0-未知");
	assert_nothing(heads, "01 02 03 01 02 03");
	assert_nothing(heads, "1男 2女 1男1女 2男 无");
	assert_nothing(heads, "其他 不详 汽车 家电");
	assert_nothing(bare, "男"); /* a department of clothes */
	assert_nothing(bare, "男 女 童 老 男 女 童 通用");
	assert_ruled("性别", "1 2 3 4 5 6 7 8 9", ROWS, "sex", NO_VERDICT);
	assert_ruled("性别", "男 女 男装 女装 童装", ROWS, "sex", NO_VERDICT);
}

static int setup(void **state)
{
	(void)state;
	matcher = matcher_new(TODAY, SEEDS_BEST);
	return !matcher;
}

static int teardown(void **state)
{
	(void)state;
	matcher_free(matcher);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_told),
		cmocka_unit_test(names_have_limits),
		cmocka_unit_test(spelt_names_are_told),
		cmocka_unit_test(surnames_may_be_even),
		cmocka_unit_test(words_are_no_names),
		cmocka_unit_test(nicknames_are_no_names),
		cmocka_unit_test(addresses_are_told),
		cmocka_unit_test(places_are_no_addresses),
		cmocka_unit_test(firms_are_no_addresses),
		cmocka_unit_test(births_are_told),
		cmocka_unit_test(dates_are_no_births),
		cmocka_unit_test(sexes_are_told),
		cmocka_unit_test(flags_are_no_sexes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
