/* Two pictures of where the data lie: kinds by the level of what holds them,
 * and the folders of the share. What is clicked is listed below. */

/* How dark, 0 to 5, on a logarithmic scale: one object must be seen beside
 * ten thousand. */
function shade(n, most)
{
	return n ? 1 + Math.round(4 * Math.log(n) / Math.log(most + 1)) : 0;
}

function heatCounts()
{
	const rows = new Map();

	for (const asset of assets)
		for (const kind of asset.kinds) {
			if (!rows.has(kind))
				rows.set(kind, [0, 0, 0, 0, 0, 0]);
			rows.get(kind)[asset.top]++;
		}
	return rows;
}

function heatCell(kind, level, n, most, listing)
{
	const text = data.kinds[kind][tongue] + ', L' + level + ': ' + count(n);

	return element('td', { class: 'heat h' + shade(n, most) }, n ?
		element('button', { type: 'button', 'aria-label': text,
			onclick: () => listing.show({ kind: String(kind),
				level: String(level) }) }, count(n)) : '');
}

function heatMap(listing)
{
	const rows = heatCounts();
	const levels = LEVELS.slice().reverse();
	const most = Math.max(1, ...Array.from(rows.values()).flat());
	const order = Array.from(rows.keys()).sort((a, b) => a - b);

	return element('table', { class: 'heatmap' },
		element('caption', null, say('heat')),
		element('thead', null, element('tr', null,
			element('th', { scope: 'col' }, say('kind')),
			levels.map(level => element('th', { scope: 'col',
				class: 'n' }, levelMark(level, ''))))),
		element('tbody', null, order.map(kind => element('tr', null,
			element('th', { scope: 'row' },
				data.kinds[kind][tongue]),
			levels.map(level => heatCell(kind, level,
				rows.get(kind)[level], most, listing))))));
}

/* ---- the share ---- */

const SIZES = ['people', 'findings', 'objects', 'bytes'];

/* Folders as a tree; a container is a folder of its members. */
function treeOf(measure)
{
	const root = { name: '', path: '', size: 0, level: 0, inner: new Map() };

	for (const asset of assets) {
		const size = measure === 'objects' ? 1 : asset[measure];
		let node = root;

		grow(node, asset, size);
		for (const part of asset.path.split('/')) {
			let next = node.inner.get(part);

			if (!next) {
				next = { name: part, size: 0, level: 0,
					path: node === root ? part :
						node.path + '/' + part,
					inner: new Map() };
				node.inner.set(part, next);
			}
			node = next;
			grow(node, asset, size);
		}
	}
	return root;
}

function grow(node, asset, size)
{
	node.size += size;
	node.level = Math.max(node.level, asset.top);
}

/* Past folders that hold a single one. */
function narrowed(node)
{
	while (node.inner.size === 1) {
		const only = node.inner.values().next().value;

		if (!only.inner.size)
			break;
		node = only;
	}
	return node;
}

/* Rectangles as square as can be (Bruls, Huizing, van Wijk 2000) for nodes of
 * falling size in a box; calls put(node, box) for each. */
function squarify(nodes, box, put)
{
	let total = nodes.reduce((sum, node) => sum + node.size, 0);
	let from = 0;

	while (from < nodes.length) {
		const side = Math.min(box.width, box.height);
		const unit = box.width * box.height / total;
		let sum = 0, worst = Infinity, to = from;

		for (; to < nodes.length; to++) {
			const next = sum + nodes[to].size;
			const ratio = worstRatio(nodes[from].size * unit,
				nodes[to].size * unit, next * unit, side);

			if (ratio > worst)
				break;
			worst = ratio;
			sum = next;
		}
		box = layRow(nodes.slice(from, to), sum, total, box, put);
		total -= sum;
		from = to;
	}
}

/* Of a row from its largest to its smallest area. */
function worstRatio(largest, smallest, sum, side)
{
	return Math.max(side * side * largest / (sum * sum),
		sum * sum / (side * side * smallest));
}

/* Along the shorter side; returns what is left of the box. */
function layRow(row, sum, total, box, put)
{
	const part = sum / total;
	let at = 0;

	for (const node of row) {
		const share = node.size / sum;

		if (box.width > box.height)
			put(node, { x: box.x, y: box.y + at * box.height,
				width: box.width * part,
				height: box.height * share });
		else
			put(node, { x: box.x + at * box.width, y: box.y,
				width: box.width * share,
				height: box.height * part });
		at += share;
	}
	return box.width > box.height ?
		{ x: box.x + box.width * part, y: box.y,
			width: box.width * (1 - part), height: box.height } :
		{ x: box.x, y: box.y + box.height * part,
			width: box.width, height: box.height * (1 - part) };
}

class TreeMap {
	constructor(place, listing)
	{
		this.place = place;
		this.listing = listing;
		this.measure = assets.some(asset => asset.people) ?
			'people' : 'bytes';
		this.tree = treeOf(this.measure);
		this.at = narrowed(this.tree);
		this.draw();
	}

	draw()
	{
		this.box = element('div', { class: 'treemap' });
		this.place.replaceChildren(this.bar(), this.box);
		this.lay(this.at, { x: 0, y: 0, width: 100, height: 50 }, 0);
	}

	bar()
	{
		const choose = event => {
			this.measure = event.target.value;
			this.tree = treeOf(this.measure);
			this.at = narrowed(this.tree);
			this.draw();
		};

		return element('div', { class: 'controls' },
			element('b', null, nameOf(this.at.path || say('whole'))),
			element('button', { type: 'button', hidden:
				this.at === narrowed(this.tree), onclick: () => {
				this.at = narrowed(this.tree);
				this.draw();
			} }, say('whole')),
			element('button', { type: 'button', onclick: () =>
				this.listing.show({}, this.at.path) },
			say('listed')),
			element('label', null, say('size') + ' ',
				element('select', { onchange: choose },
					SIZES.map(key => element('option', {
						value: key,
						selected: key === this.measure,
					}, say(key))))));
	}

	/* Two levels at once: folders, and what lies in them. The box is 100 to
	 * 50; a unit is about a dozen pixels. */
	lay(node, box, depth)
	{
		const inner = Array.from(node.inner.values())
			.filter(each => each.size > 0)
			.sort((a, b) => b.size - a.size);

		squarify(inner, box, (each, place) => {
			if (place.width < 0.4 || place.height < 0.4)
				return;
			this.put(each, place, depth);
			if (!depth && each.inner.size && place.width > 4 &&
			    place.height > 4)
				this.lay(each, { x: place.x + 0.3,
					y: place.y + 2.2,
					width: place.width - 0.6,
					height: place.height - 2.5 }, 1);
		});
	}

	put(node, place, depth)
	{
		const amount = this.measure === 'bytes' ? bytes(node.size) :
			count(node.size) + ' ' + say(this.measure);
		const text = node.path + ' · L' + node.level + ' · ' + amount;
		const tile = element('button', {
			type: 'button', title: text, 'aria-label': text,
			class: 'tl l' + node.level + (depth ? ' leaf' : ''),
			onclick: () => this.enter(node),
		}, place.width > 4 && place.height > 1.8 ? nameOf(node.name) :
			'');

		tile.style.left = place.x + '%';
		tile.style.top = place.y * 2 + '%';
		tile.style.width = place.width + '%';
		tile.style.height = place.height * 2 + '%';
		this.box.append(tile);
	}

	enter(node)
	{
		if (!node.inner.size) {
			this.listing.show({}, node.path);
			return;
		}
		this.at = narrowed(node);
		this.draw();
	}
}
