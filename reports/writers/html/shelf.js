/* The page of a table: all of its columns in their order, whatever they hold.
 * Its address is #t and the table's number, so that it can be linked. */
const SHELF = ['id', 'table', 'rows', 'width', 'first', 'level', 'seed',
	'raised', 'combined', 'reached', 'near'];
const FIELD = ['name', 'comment', 'type', 'filled', 'blanks', 'nulls',
	'shortest', 'longest', 'mean', 'looked', 'number', 'date', 'han',
	'ascii', 'other', 'distinct', 'exact', 'most', 'serial', 'label'];
const SHAPES = ['number', 'date', 'han', 'ascii', 'other'];
const LINKS = 100; /* of tables below an object */

const shelves = rowsOf(data.shelves, SHELF);
const fieldBlocks = new Map();
let shelfList = null, shelfShown = null;

for (const asset of assets)
	asset.shelves = new Map();
shelves.forEach((shelf, number) => {
	shelf.number = number;
	shelf.asset = byId.get(shelf.id);
	shelf.asset.shelves.set(shelf.table, shelf);
});

/* Row `number` of all columns; their block is read when it is asked for. */
function fieldRow(number)
{
	const block = Math.floor(number / BLOCK);

	if (!fieldBlocks.has(block))
		fieldBlocks.set(block, JSON.parse(
			document.getElementById('t' + block).textContent));
	return fieldBlocks.get(block)[number % BLOCK];
}

/* The columns of a table, and what was found in each. */
function fieldsOf(shelf)
{
	const found = new Map();
	const rows = [];

	for (const column of shelf.asset.columns) {
		if (column.table !== shelf.table || column.column === null)
			continue;
		if (!found.has(column.column))
			found.set(column.column, []);
		found.get(column.column).push(column);
	}
	for (let i = 0; i < shelf.width; i++)
		rows.push(fieldRow(shelf.first - 1 + i));
	return rowsOf(rows, FIELD).map((field, i) => {
		field.index = i + 1;
		field.kinds = found.get(field.name) || [];
		field.best = field.kinds.filter(kind => kind.confidence)
			.sort((a, b) => isBetter(a, b) ? -1 : 1)[0] ||
			field.kinds[0] || null;
		field.level = Math.max(0, ...field.kinds
			.filter(kind => kind.confidence)
			.map(kind => kind.level));
		return field;
	});
}

/* A bar of parts, each with its share of the whole. */
function stack(parts, whole)
{
	const bar = element('span', { class: 'stack', 'aria-hidden': 'true' });

	for (const [size, type] of parts) {
		if (!size)
			continue;
		const part = element('span', { class: type });

		part.style.width = size / whole * 100 + '%';
		bar.append(part);
	}
	return bar;
}

function fillCell(field, rows)
{
	if (!rows)
		return '–';
	return [stack([[field.filled, 'filled'], [field.blanks, 'blank']],
		rows), share(field.filled / rows)];
}

function shapeCell(field)
{
	const shapes = SHAPES.filter(key => field[key])
		.sort((a, b) => field[b] - field[a]);

	if (!field.looked)
		return '–';
	return [stack(SHAPES.map(key => [field[key], key]), field.looked),
		element('span', null, shapes.slice(0, 2).map(key => say(key) +
			(shapes.length > 1 ? ' ' +
				share(field[key] / field.looked) : ''))
			.join(', ')),
		field.serial ? element('small', null, say('serial')) : ''];
}

/* Where all values are of one kind, that counted them in all rows. */
function distinctText(field)
{
	const whole = field.kinds.find(kind => kind.passed === field.filled);
	/* those of a kind are counted in all rows */
	const least = Math.max(field.distinct,
		...field.kinds.map(kind => kind.distinct));

	if (field.exact || !field.filled)
		return count(field.distinct);
	if (whole)
		return (whole.exact ? '' : '≈ ') + count(whole.distinct);
	return field.looked < field.filled && least < field.most ?
		count(least) + ' – ' + count(field.most) :
		'≈ ' + count(least);
}

function lengthText(field)
{
	if (!field.filled)
		return '–';
	return field.shortest === field.longest ? count(field.longest) :
		count(field.shortest) + '–' + count(field.longest) + ' (⌀ ' +
		field.mean.toFixed(1) + ')';
}

function kindsCell(field)
{
	return field.kinds.map(kind => element('span', {
		class: 'chip' + (kind.confidence ? '' : ' doubt'),
	}, data.kinds[kind.kind][tongue], ' ',
	kind.confidence ? confidenceMark(kind.confidence) :
		data.verdicts[kind.verdict][tongue]));
}

function samplesCell(field)
{
	return field.best ? detail(field.best).samples.slice(0, 2)
		.map(sample => element('code', { class: 'sample' },
			sample[0])) : '';
}

function fieldBelow(field)
{
	const facts = [say('filled') + ' ' + count(field.filled),
		say('blanks') + ' ' + count(field.blanks),
		say('nulls') + ' ' + count(field.nulls)];

	if (field.looked)
		facts.push(say('looked') + ' ' + count(field.looked) +
			say('colon') + SHAPES.filter(key => field[key])
			.map(key => say(key) + ' ' + count(field[key]))
			.join(', '));
	return element('div', null,
		element('p', { class: 'facts' }, facts.join(' · ')),
		field.kinds.map(kind => element('div', null,
			element('p', { class: 'facts' },
				element('b', null, data.kinds[kind.kind][tongue]),
				' · ', data.verdicts[kind.verdict][tongue],
				' · ', say('candidates') + ' ' +
					count(kind.candidates) + ', ',
				say('passed') + ' ' + count(kind.passed)),
			why(kind))));
}

function fieldColumns(shelf)
{
	return [
		{ key: 'column', value: f => [f.index], cell: f =>
			[nameOf(f.name), f.comment ? element('small', null,
				nameOf(f.comment)) : null] },
		{ key: 'declared', value: f => [f.type || ''],
			cell: f => f.type ? element('code', null, f.type)
				: '–' },
		{ key: 'holds', value: f => [f.kinds.length],
			cell: kindsCell },
		{ key: 'level', value: f => [f.level], cell: f =>
			levelMark(f.level, f.best && f.best.seed) },
		{ key: 'fill', value: f => [f.filled], cell: f =>
			fillCell(f, shelf.rows) },
		{ key: 'distinct', value: f => [f.distinct], number: true,
			cell: distinctText },
		{ key: 'lengths', value: f => [f.longest], number: true,
			cell: lengthText },
		{ key: 'contents', value: f => [f.number], cell: shapeCell },
		{ key: 'evidence', value: f => [f.best ? passRate(f.best)
			: -1], cell: f => evidence(f.best) },
		{ key: 'samples', value: f => [f.kinds.length],
			cell: samplesCell },
	];
}

function bandsText(shelf)
{
	return data.bands.filter((_, i) =>
		(shelf.reached | shelf.near) >> i & 1)
		.map(band => element('p', { class: 'facts' },
			element('span', { class: 'reach r' +
				(shelf.reached >> data.bands.indexOf(band) & 1 ?
					2 : 1) }, band[2]), ' ', band[tongue]));
}

function shelfHead(shelf)
{
	const people = shelf.asset.tables.get(shelf.table);
	const facts = [say('rows') + ' ' + count(shelf.rows),
		say('width') + ' ' + count(shelf.width)];

	if (people)
		facts.push(peopleText(people));
	return [element('p', { class: 'crumb' }, element('a',
		{ href: '#assets' }, '← ' + say('back')), ' · ',
	nameOf(shelf.asset.path)),
	element('h2', { id: 'table-h', tabindex: -1 }, shelf.table ?
		nameOf(shelf.table) : say('table'), ' ',
	shelf.level ? levelMark(shelf.level, shelf.seed) : null, ' ',
	shelf.level ? raisedMark(shelf) : null),
	element('p', { class: 'facts' }, facts.join(' · ')),
	combinedText(shelf), bandsText(shelf)];
}

function drawShelf()
{
	const section = document.getElementById('table');
	const place = element('div', { id: 'table-view' });
	const shelf = shelfShown;

	if (!shelf)
		return;
	section.replaceChildren(...[shelfHead(shelf), place].flat(2));
	if (!shelf.first) {
		place.append(element('p', { class: 'note' }, say('untold')));
		return;
	}
	const rows = fieldsOf(shelf);

	shelfList = new Listing(place, {
		id: 'table', search: 'searchTable', rows,
		caption: () => shelf.table || say('table'),
		text: f => [f.name, f.comment, f.type, ...f.kinds.map(kind =>
			data.kinds[kind.kind].join(' '))].join('\n'),
		columns: fieldColumns(shelf), open: fieldBelow,
		sort: { key: 'column', down: false },
		filters: [{ key: 'holds', choices: () => [
			['some', say('holding')], ['none', say('nothing')]],
		test: (f, value) => value === 'some' === f.kinds.length > 0 }],
	});
}

/* Shows the page that the address names, or what it was called from. */
function turnTo(hash)
{
	const named = /^#t(\d+)$/.exec(hash);
	const shelf = named && shelves[Number(named[1])] || null;
	const left = shelfShown && !shelf;

	shelfShown = shelf;
	document.getElementById('table').hidden = !shelf;
	document.getElementById('main').classList
		.toggle('paged', Boolean(shelf));
	if (shelf) {
		drawShelf();
		document.getElementById('table-h').focus();
	} else if (left && document.getElementById(hash.slice(1))) {
		document.getElementById(hash.slice(1)).scrollIntoView();
	}
}

/* ---- from below an object ---- */

function shelfLink(shelf, text)
{
	return element('a', { href: '#t' + shelf.number }, text);
}

/* Tables in which nothing was found. */
function otherTables(asset, listed)
{
	const others = Array.from(asset.shelves.values())
		.filter(shelf => !listed.has(shelf.table));

	if (!others.length)
		return null;
	return element('p', { class: 'facts' }, say('otherTables') +
		say('colon'), others.slice(0, LINKS).flatMap((shelf, i) =>
		[i ? ', ' : '', shelfLink(shelf, nameOf(shelf.table ||
			say('table')))]), others.length > LINKS ? ' … ' +
		count(others.length) : '');
}
