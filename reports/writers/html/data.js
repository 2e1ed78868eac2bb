/* The data of this page, as html_data.c writes it: rows are arrays, here
 * their members get names. */
const ASSET = ['id', 'path', 'level', 'seed', 'raised', 'combined',
	'confidence', 'findings', 'people', 'low', 'high', 'sensitive', 'minors', 'bytes', 'day', 'uid',
	'owner', 'exposure', 'state', 'cause', 'words', 'format', 'encoding'];
const TABLE = ['id', 'table', 'people', 'low', 'high', 'sensitive', 'minors'];
const COLUMN = ['id', 'table', 'column', 'kind', 'level', 'seed', 'rows',
	'candidates', 'passed', 'chance', 'distinct', 'exact', 'verdict',
	'confidence', 'undecided', 'findings'];
const BLOCK = 256; /* columns in a block of details */
const DAY = 86400000;
const SCANNED = 0, CHANCE = 1;
const SEEDS = { '公开': 'public', '半公开': 'restricted', '私密': 'private' };

const data = JSON.parse(document.getElementById('data').textContent);
const assets = rowsOf(data.assets, ASSET);
const columns = rowsOf(data.columns, COLUMN);
const byId = new Map(assets.map(asset => [asset.id, asset]));
const blocks = new Map();

function rowsOf(rows, names)
{
	return rows.map(row => {
		const named = {};

		for (let i = 0; i < names.length; i++)
			named[names[i]] = row[i];
		return named;
	});
}

/* Hangs columns and tables on their assets, and sums up what an asset's row
 * shows of its columns. */
function link()
{
	for (const asset of assets)
		Object.assign(asset, { columns: [], tables: new Map(),
			kinds: [], best: null, rows: 0,
			top: Math.max(asset.level, asset.raised) });
	for (const table of rowsOf(data.tables, TABLE))
		byId.get(table.id).tables.set(table.table, table);
	columns.forEach((column, number) => {
		const asset = byId.get(column.id);

		column.number = number;
		column.asset = asset;
		asset.columns.push(column);
		if (!column.confidence)
			return;
		if (!asset.kinds.includes(column.kind))
			asset.kinds.push(column.kind);
		if (!asset.best || isBetter(column, asset.best))
			asset.best = column;
	});
	for (const asset of assets)
		asset.rows = rowCount(asset);
}

function isBetter(a, b)
{
	return a.confidence !== b.confidence ? a.confidence > b.confidence
		: a.passed > b.passed;
}

/* The rows of a table stand with each of its columns. */
function rowCount(asset)
{
	const rows = new Map();

	for (const column of asset.columns)
		rows.set(column.table, column.rows);
	return Array.from(rows.values()).reduce((sum, n) => sum + n, 0);
}

/* What is only looked at when a column is opened. */
function detail(column)
{
	const block = Math.floor(column.number / BLOCK);
	let rows = blocks.get(block);
	let row;

	if (!rows) {
		rows = JSON.parse(
			document.getElementById('d' + block).textContent);
		blocks.set(block, rows);
	}
	row = rows[column.number % BLOCK];
	return { reasons: row[tongue].split('; '),
		tests: row[2], minors: row[3], samples: row[4] };
}

function passRate(column)
{
	return column.candidates ? column.passed / column.candidates : 0;
}

function seedName(seed)
{
	return tongue && SEEDS[seed] || seed || '';
}

function dateOf(asset)
{
	return asset.day ? new Date(asset.day * DAY).toISOString().slice(0, 10)
		: '–';
}

/* Beside the end of the sweep, not today. */
function ageOf(asset)
{
	const days = Math.floor(Date.parse(data.ended) / DAY) - asset.day;

	if (!asset.day || !(days >= 0))
		return '';
	return days < 365 ? days + ' ' + say('days')
		: (days / 365.25).toFixed(1) + ' ' + say('years');
}

function ownerOf(asset)
{
	return asset.owner || 'uid ' + asset.uid;
}

link();
