/* The three lists: assets, columns, and what was not wholly read; and what is
 * shown below their rows. */
function nameOf(text)
{
	return element('bdi', null, text);
}

function levelMark(level, seed)
{
	return level ? element('span', { class: 'level l' + level },
		'L' + level + ' ' + seedName(seed)) : '–';
}

/* A level that several kinds in one row raise. */
function raisedMark(asset)
{
	return asset.raised > asset.level ? element('span', {
		class: 'level l' + asset.raised, title: say('raised'),
	}, '↑ L' + asset.raised) : null;
}

function confidenceMark(confidence)
{
	return element('span', { class: 'conf c' + confidence },
		data.confidences[confidence][tongue]);
}

function stateMark(state)
{
	return element('span', { class: 'state s' + state },
		data.states[state][tongue]);
}

function exposureMark(exposure)
{
	return element('span', { class: 'reach r' + Math.max(exposure - 1, 0) },
		data.exposures[exposure][tongue]);
}

/* The share that passes, and a mark at what chance lets pass. */
function gauge(column)
{
	const bar = element('span', { class: 'gauge', 'aria-hidden': 'true' });
	const part = element('span', { class: 'v' + column.verdict });

	part.style.width = passRate(column) * 100 + '%';
	bar.append(part);
	if (column.chance > 0) {
		const mark = element('span', { class: 'mark' });

		mark.style.left = column.chance * 99 + '%';
		bar.append(mark);
	}
	return bar;
}

function evidence(column)
{
	if (!column)
		return '–';
	return element('span', { class: 'rate' }, gauge(column),
		share(passRate(column)), column.chance > 0 ?
			element('small', null, ' ' + say('chance') + ' ' +
				share(column.chance)) : null);
}

function chips(kinds)
{
	return kinds.map(kind => element('span', { class: 'chip' },
		data.kinds[kind][tongue]));
}

function fieldName(column)
{
	const parts = [column.table, column.column].filter(part => part);

	return parts.length ? parts.join('.') : say('prose');
}

/* ---- below a row ---- */

function placeOf([, row, line, offset])
{
	return row ? say('row') + ' ' + count(row)
		: line ? say('line') + ' ' + count(line)
			: say('offset') + ' ' + count(offset);
}

function why(column)
{
	const more = detail(column);
	const counts = ['tests', 'minors'].filter(key => more[key])
		.map(key => say(key) + ' ' + count(more[key]));

	return element('div', { class: 'why' },
		element('ul', { class: 'reasons' }, more.reasons.map(reason =>
			element('li', null, reason))),
		counts.length ? element('p', null, counts.join(' · ')) : null,
		more.samples.length ? element('ul', { class: 'samples' },
			more.samples.map(sample => element('li', null,
				element('code', null, sample[0]), ' ',
				element('span', { class: 'place' },
					placeOf(sample)))),
			column.findings > more.samples.length ?
				element('li', { class: 'place' },
					say('samples') + ' ' + say('of') +
					' ' + count(column.findings)) : null)
			: null);
}

function columnRows(column)
{
	const title = column.column ? nameOf(column.column) : say('prose');

	return [element('tr', null,
		element('th', { scope: 'row' }, title),
		element('td', null, data.kinds[column.kind][tongue], ' ',
			levelMark(column.level, column.seed)),
		element('td', { class: 'n' }, count(column.candidates)),
		element('td', null, evidence(column)),
		element('td', { class: 'n' }, (column.exact ? '' : '≈ ') +
			count(column.distinct)),
		element('td', null, data.verdicts[column.verdict][tongue]),
		element('td', null, confidenceMark(column.confidence))),
	element('tr', { class: 'below' },
		element('td', { colspan: 7 }, why(column)))];
}

function columnsTable(list)
{
	const heads = ['column', 'kind', 'candidates', 'passed', 'distinct',
		'verdict', 'confidence'];

	return element('table', null, element('thead', null,
		element('tr', null, heads.map(key => element('th', {
			scope: 'col',
			class: key === 'candidates' || key === 'distinct' ?
				'n' : null,
		}, say(key))))),
	element('tbody', null, list.flatMap(columnRows)));
}

function peopleText(people)
{
	let text = count(people.people) + ' ' + say('peopleOf');

	if (people.low < people.high)
		text += ' (' + count(people.low) + ' – ' +
			count(people.high) + ')';
	if (people.sensitive)
		text += ' · ' + say('sensitive') + ' ' +
			count(people.sensitive);
	if (people.minors)
		text += ' · ' + say('minors') + ' ' + count(people.minors);
	return text;
}

/* A table of the asset: its columns are made when it is opened. */
function tablePart(asset, table, list, open)
{
	const people = asset.tables.get(table);
	const facts = [count(list.length) + ' ' + say('entries')];
	const part = element('details', { open }, element('summary', null,
		element('b', null, table ? nameOf(table) : say('prose'))));
	const fill = () => part.open && part.children.length === 1 &&
		part.append(columnsTable(list));

	if (list[0].rows)
		facts.unshift(say('rows') + ' ' + count(list[0].rows));
	if (people)
		facts.push(peopleText(people));
	part.firstChild.append(element('small', null,
		' ' + facts.join(' · ')));
	if (asset.shelves.has(table) && list.some(each => each.column))
		part.firstChild.append(' ', shelfLink(asset.shelves.get(table),
			say('allColumns') + ' →'));
	part.addEventListener('toggle', fill);
	fill();
	return part;
}

function facts(asset)
{
	const list = [stateMark(asset.state), asset.format || '–',
		asset.encoding, bytes(asset.bytes),
		dateOf(asset) + ' (' + ageOf(asset) + ')', ownerOf(asset),
		data.exposures[asset.exposure][tongue]];

	if (asset.people)
		list.push(peopleText(asset));
	if (asset.words || asset.cause)
		list.push(data.causes[asset.cause][tongue], asset.words);
	return element('p', { class: 'facts' }, list.filter(fact => fact)
		.flatMap((fact, i) => i ? [' · ', fact] : [fact]));
}

/* The combinations in an object or a table, each with its level. */
function combinedText(holder)
{
	return data.combinations.filter((_, i) => holder.combined >> i & 1)
		.map(entry => element('p', { class: 'facts' },
			levelMark(entry[2], ''), ' ', entry[tongue]));
}

function assetBelow(asset)
{
	const tables = new Map();

	for (const column of asset.columns) {
		if (!tables.has(column.table))
			tables.set(column.table, []);
		tables.get(column.table).push(column);
	}
	return element('div', null, facts(asset), combinedText(asset),
	Array.from(tables,
		([table, list], i) => tablePart(asset, table, list,
			i < 4)), otherTables(asset, tables));
}

function columnBelow(column)
{
	return element('div', null, element('p', { class: 'facts' },
		nameOf(column.asset.path)), why(column));
}

/* ---- the lists ---- */

const LEVELS = [5, 4, 3, 2, 1];

function levelChoices()
{
	return LEVELS.map(level => [level, 'L' + level]);
}

function kindChoices()
{
	const found = new Set(columns.map(column => column.kind));

	return data.kinds.map((kind, i) => [i, kind[tongue]])
		.filter(([i]) => found.has(i));
}

function namesOf(list)
{
	return () => list.map((pair, i) => [i, pair[tongue]]);
}

/* A filter by a number of the row. */
function exactly(key, choices, of)
{
	return { key, choices, test: (row, value) =>
		String((of || (each => each))(row)[key]) === value };
}

const assetColumns = [
	{ key: 'path', value: a => [a.path], cell: a => nameOf(a.path) },
	{ key: 'level', value: a => [a.top, a.people, a.findings],
		cell: a => [levelMark(a.level, a.seed), raisedMark(a)] },
	{ key: 'holds', value: a => [a.kinds.length],
		cell: a => chips(a.kinds) },
	{ key: 'people', value: a => [a.people], number: true,
		cell: a => a.people ? count(a.people) : '–' },
	{ key: 'rows', value: a => [a.rows], number: true,
		cell: a => a.rows ? count(a.rows) : '–' },
	{ key: 'evidence', value: a => [a.best ? passRate(a.best) : -1],
		cell: a => evidence(a.best) },
	{ key: 'findings', value: a => [a.findings], number: true,
		cell: a => count(a.findings) },
	{ key: 'modified', value: a => [a.day], cell: a =>
		[element('span', { class: 'when' }, dateOf(a)),
			element('small', null, ' ' + ageOf(a))] },
	{ key: 'owner', value: a => [ownerOf(a)],
		cell: a => nameOf(ownerOf(a)) },
	{ key: 'exposure', value: a => [a.exposure],
		cell: a => exposureMark(a.exposure) },
];

function assetText(asset)
{
	return [asset.path, ownerOf(asset), asset.format,
		...asset.kinds.map(kind => data.kinds[kind].join(' ')),
		...asset.columns.map(fieldName)].join('\n');
}

function assetListing(place)
{
	return new Listing(place, {
		id: 'assets', search: 'searchAssets', rows: assets,
		caption: () => say('objects'), text: assetText,
		columns: assetColumns, sort: { key: 'level', down: true },
		open: assetBelow,
		filters: [
			{ key: 'holds', initial: 'some', choices: () => [
				['some', say('holding')],
				['none', say('nothing')]],
			test: (a, value) => value === 'some' ===
				a.columns.length > 0 },
			{ key: 'level', choices: levelChoices, test:
				(a, value) => a.top === Number(value) },
			{ key: 'kind', choices: kindChoices, test:
				(a, value) => a.kinds.includes(Number(value)) },
			exactly('exposure', namesOf(data.exposures)),
			exactly('state', namesOf(data.states)),
		],
	});
}

const columnColumns = [
	{ key: 'field', value: c => [fieldName(c), c.asset.path], cell: c =>
		[nameOf(fieldName(c)), element('small', null,
			nameOf(c.asset.path))] },
	{ key: 'kind', value: c => [c.kind],
		cell: c => data.kinds[c.kind][tongue] },
	{ key: 'level', value: c => [c.level],
		cell: c => levelMark(c.level, c.seed) },
	{ key: 'rows', value: c => [c.rows], number: true,
		cell: c => c.rows ? count(c.rows) : '–' },
	{ key: 'candidates', value: c => [c.candidates], number: true,
		cell: c => count(c.candidates) },
	{ key: 'evidence', value: c => [passRate(c)],
		cell: c => evidence(c) },
	{ key: 'distinct', value: c => [c.distinct], number: true,
		cell: c => (c.exact ? '' : '≈ ') + count(c.distinct) },
	{ key: 'verdict', value: c => [c.verdict],
		cell: c => data.verdicts[c.verdict][tongue] },
	{ key: 'confidence', value: c => [c.confidence, c.passed],
		cell: c => confidenceMark(c.confidence) },
];

/* Undecided ones wait for somebody; they come first. */
function columnListing(place)
{
	return new Listing(place, {
		id: 'columns', search: 'searchColumns', rows: columns,
		caption: () => say('field'),
		text: c => [fieldName(c), c.asset.path,
			data.kinds[c.kind].join(' ')].join('\n'),
		columns: columnColumns, open: columnBelow,
		sort: { key: 'candidates', down: true },
		filters: [
			{ key: 'state', choices: () => [
				['undecided', say('undecided')],
				['chance', data.verdicts[CHANCE][tongue]],
				['finding', say('finding')]],
			initial: columns.some(c => c.undecided) ?
				'undecided' : '',
			test: (c, value) => value === 'undecided' ?
				c.undecided : value === 'finding' ?
					c.confidence > 0 :
					c.verdict === CHANCE && !c.confidence },
			{ key: 'kind', choices: kindChoices, test:
				(c, value) => c.kind === Number(value) },
			exactly('level', levelChoices),
			exactly('verdict', namesOf(data.verdicts)),
			exactly('confidence', namesOf(data.confidences)),
		],
	});
}

function unreadListing(place)
{
	const rows = assets.filter(asset => asset.state !== SCANNED);

	return new Listing(place, {
		id: 'unread', search: 'searchUnread', rows,
		caption: () => say('unread'),
		text: a => [a.path, a.words, a.format,
			...data.causes[a.cause]].join('\n'),
		columns: [
			assetColumns[0],
			{ key: 'state', value: a => [a.state],
				cell: a => stateMark(a.state) },
			{ key: 'reason', value: a => [a.cause],
				cell: a => data.causes[a.cause][tongue] },
			{ key: 'words', value: a => [a.words || ''],
				cell: a => a.words || '–' },
			{ key: 'bytes', value: a => [a.bytes], number: true,
				cell: a => bytes(a.bytes) },
		],
		sort: { key: 'state', down: false },
		filters: [
			exactly('state', () => namesOf(data.states)().slice(1)),
			{ key: 'reason', choices: () => {
				const found = new Set(rows.map(a => a.cause));

				return namesOf(data.causes)()
					.filter(([i]) => found.has(i));
			}, test: (a, value) => a.cause === Number(value) },
		],
	});
}
