'use strict';
/* The words of what the script shows, Chinese and English. The page's own
 * stand in words.c; names of kinds, states and verdicts come with the data. */
const WORDS = {
	path: ['路径', 'Path'],
	level: ['级别', 'Level'],
	holds: ['含有', 'Holds'],
	people: ['人数', 'People'],
	peopleOf: ['人', 'people'],
	sensitive: ['其中敏感', 'with sensitive data'],
	minors: ['不满十四周岁', 'under 14'],
	entries: ['项', 'entries'],
	raised: ['因组合提升的级别', 'level raised by a combination'],
	rows: ['行数', 'Rows'],
	evidence: ['证据与随机', 'Evidence, chance'],
	findings: ['发现', 'Findings'],
	modified: ['修改日期', 'Modified'],
	owner: ['所有者', 'Owner'],
	exposure: ['暴露面', 'Exposure'],
	state: ['状态', 'State'],
	reason: ['原因', 'Reason'],
	words: ['说明', 'In words'],
	bytes: ['大小', 'Size'],
	table: ['表', 'Table'],
	column: ['列', 'Column'],
	field: ['表与列', 'Table and column'],
	kind: ['类别', 'Kind'],
	candidates: ['形似', 'Candidates'],
	passed: ['通过校验', 'Passed'],
	chance: ['随机', 'chance'],
	distinct: ['去重', 'Distinct'],
	verdict: ['判定', 'Verdict'],
	confidence: ['置信度', 'Confidence'],
	prose: ['正文', 'running text'],
	row: ['数据行', 'row'],
	line: ['行', 'line'],
	offset: ['偏移', 'offset'],
	search: ['搜索', 'Search'],
	searchAssets: ['路径、表、列、类别、所有者',
		'path, table, column, kind, owner'],
	searchColumns: ['表、列、类别、路径', 'table, column, kind, path'],
	searchUnread: ['路径、说明', 'path, words'],
	all: ['全部', 'all'],
	holding: ['含有数据', 'with data'],
	nothing: ['未发现', 'nothing found'],
	undecided: ['待人工判断', 'undecided'],
	finding: ['计为发现', 'findings'],
	reset: ['清除筛选', 'Clear filters'],
	of: ['共', 'of'],
	page: ['页', 'Page'],
	previous: ['上一页', 'Previous'],
	next: ['下一页', 'Next'],
	none: ['没有符合条件的行。', 'No row fits.'],
	printed: ['打印前若干行；全部见 XML 或 CSV。',
		'Printed: the first rows. All of them: the XML or CSV report.'],
	samples: ['最佳样例', 'best samples'],
	tests: ['公开测试号', 'published test values'],
	heat: ['类别与对象级别', 'Kinds by level of object'],
	map: ['按级别的共享目录图', 'The share by level'],
	size: ['面积', 'Area'],
	objects: ['对象', 'Objects'],
	whole: ['全部', 'whole share'],
	listed: ['在下表列出', 'list below'],
	days: ['天', 'd'],
	years: ['年', 'y'],
	unread: ['未读全', 'not wholly read'],
	width: ['列数', 'Columns'],
	back: ['返回对象列表', 'Objects'],
	allColumns: ['全部列', 'all columns'],
	otherTables: ['未发现数据的表', 'Tables in which nothing was found'],
	declared: ['声明类型', 'Declared'],
	fill: ['填充', 'Fill'],
	filled: ['非空', 'filled'],
	blanks: ['空白', 'blank'],
	nulls: ['NULL 或缺失', 'NULL or missing'],
	lengths: ['长度（字节）', 'Length, bytes'],
	contents: ['内容', 'Contents'],
	number: ['数字', 'numbers'],
	date: ['日期', 'dates'],
	han: ['汉字', 'Han text'],
	ascii: ['ASCII', 'ASCII'],
	other: ['其他', 'other'],
	serial: ['递增', 'counting up'],
	looked: ['已查看', 'looked at'],
	colon: ['：', ': '],
	searchTable: ['列、注释、类型、类别', 'column, comment, type, kind'],
	untold: ['未发现数据的对象过多，此表的列未写入本页；见 XML 报告或清单。',
		'Too many objects without findings: the columns of this table ' +
		'are not in this page. See the XML report or the inventory.'],
};

/* 0: Chinese, 1: English; a pair of texts is indexed by it. */
let tongue = document.documentElement.lang === 'en' ? 1 : 0;

function say(key)
{
	return WORDS[key][tongue];
}

function count(n)
{
	return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

function share(part)
{
	const percent = part * 100;

	if (part > 0 && percent < 0.05)
		return '< 0.1 %';
	if (part < 1 && percent >= 99.95)
		return '> 99.9 %';
	return percent.toFixed(1) + ' %';
}

function bytes(n)
{
	const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
	let i = 0;

	for (; n >= 1024 && i < units.length - 1; i++)
		n /= 1024;
	return n.toFixed(i ? 1 : 0) + ' ' + units[i];
}
