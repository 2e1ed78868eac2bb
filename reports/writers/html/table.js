/* A list that can be searched, filtered, sorted and leafed through. Only a
 * page of it is ever in the document. */
const PAGE = 50;
const PRINTED = 1000;

/* An element. Attributes whose name begins with "on" are listeners; children
 * are elements or text, never HTML: names of files go in as they are. */
function element(tag, attributes, ...children)
{
	const made = document.createElement(tag);

	for (const [name, value] of Object.entries(attributes || {})) {
		if (name.startsWith('on'))
			made.addEventListener(name.slice(2), value);
		else if (value !== null && value !== false)
			made.setAttribute(name, value === true ? '' : value);
	}
	made.append(...children.flat().filter(child => child !== null));
	return made;
}

/*
 * options: id, search (key of the hint), rows, text(row) to be searched,
 * columns [{ key, value(row), cell(row), number }], filters [{ key,
 * choices() → [[value, text]], test(row, value), initial }], sort { key,
 * down }, open(row) → what is shown below a row, title(row) → name of it.
 */
class Listing {
	constructor(place, options)
	{
		this.options = options;
		this.place = place;
		this.query = '';
		this.filters = {};
		this.opened = new Set();
		this.page = 0;
		this.size = PAGE;
		this.sort = Object.assign({}, options.sort);
		this.texts = new Map();
		this.reset();
		this.draw();
	}

	reset()
	{
		this.query = '';
		this.page = 0;
		for (const filter of this.options.filters)
			this.filters[filter.key] = filter.initial || '';
	}

	/* Shows what another view asks for. */
	show(filters, query)
	{
		this.reset();
		for (const key in this.filters)
			this.filters[key] = '';
		Object.assign(this.filters, filters);
		this.query = query || '';
		this.draw();
		this.place.closest('section').scrollIntoView();
	}

	/* Controls and all, in the language of now. */
	draw()
	{
		this.status = element('p', { class: 'count', role: 'status' });
		this.body = element('div', { class: 'wide' });
		this.pager = element('div', { class: 'pager' });
		this.place.replaceChildren(this.controls(), this.status,
			this.body, this.pager);
		this.select();
	}

	controls()
	{
		const id = this.options.id;
		const input = element('input', {
			type: 'search', id: id + '-search', value: this.query,
			placeholder: say(this.options.search),
			autocomplete: 'off', spellcheck: 'false',
			oninput: event => {
				this.query = event.target.value;
				this.page = 0;
				this.select();
			},
		});

		return element('div', { class: 'controls', role: 'search' },
			element('label', { for: id + '-search' },
				say('search')), input,
			this.options.filters.map(f => this.choice(f)),
			element('button', { type: 'button', onclick: () => {
				this.reset();
				this.draw();
			} }, say('reset')));
	}

	choice(filter)
	{
		const id = this.options.id + '-' + filter.key;
		const all = [['', say('all')], ...filter.choices()];
		const select = element('select', { id, onchange: event => {
			this.filters[filter.key] = event.target.value;
			this.page = 0;
			this.select();
		} }, all.map(([value, text]) => element('option', {
			value, selected: this.filters[filter.key] ===
				String(value),
		}, text)));

		return element('label', { for: id }, say(filter.key), ' ',
			select);
	}

	text(row)
	{
		let text = this.texts.get(row);

		if (text === undefined) {
			text = this.options.text(row).toLowerCase();
			this.texts.set(row, text);
		}
		return text;
	}

	/* Which rows, in which order; then the page of them. */
	select()
	{
		const terms = this.query.toLowerCase().split(/\s+/)
			.filter(term => term);
		const tests = this.options.filters
			.filter(filter => this.filters[filter.key] !== '');

		this.found = this.options.rows.filter(row =>
			tests.every(filter => filter.test(row,
				this.filters[filter.key])) &&
			terms.every(term => this.text(row).includes(term)));
		this.order();
		this.render();
	}

	order()
	{
		const column = this.options.columns
			.find(each => each.key === this.sort.key);
		const sign = this.sort.down ? -1 : 1;
		const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;

		/* Later rows stay behind earlier ones: sort() is stable. */
		this.found.sort((a, b) => {
			const x = column.value(a), y = column.value(b);

			for (let i = 0; i < x.length; i++)
				if (x[i] !== y[i])
					return sign * compare(x[i], y[i]);
			return 0;
		});
	}

	render()
	{
		const from = this.page * this.size;
		const shown = this.found.slice(from, from + this.size);

		this.status.textContent = this.found.length ?
			count(from + 1) + '–' + count(from + shown.length) +
			' ' + say('of') + ' ' + count(this.found.length) :
			say('none');
		this.body.replaceChildren(element('table', null,
			element('caption', null, this.options.caption()),
			this.head(), element('tbody', null,
				shown.flatMap(row => this.row(row)))));
		this.body.hidden = !shown.length;
		this.leaf();
	}

	head()
	{
		return element('thead', null, element('tr', null,
			this.options.columns.map(column => {
				const own = column.key === this.sort.key;

				return element('th', {
					scope: 'col',
					class: column.number ? 'n' : null,
					'aria-sort': !own ? null : this.sort.down ?
						'descending' : 'ascending',
				}, element('button', { type: 'button',
					'data-sort': column.key,
					onclick: () => this.sortBy(column, own),
				}, say(column.key)));
			})));
	}

	sortBy(column, own)
	{
		this.sort = { key: column.key,
			down: own ? !this.sort.down : Boolean(column.number) };
		this.page = 0;
		this.order();
		this.render();
		this.body.querySelector('[data-sort=' + column.key + ']')
			.focus();
	}

	row(row)
	{
		const cells = this.options.columns.map((column, i) => {
			const content = column.cell(row);

			if (i)
				return element('td', {
					class: column.number ? 'n' : null,
				}, content);
			return element('th', { scope: 'row', class: 'path' },
				this.options.open ? this.opener(row, content)
					: content);
		});
		const shown = [element('tr', null, cells)];

		if (this.opened.has(row))
			shown.push(this.below(row));
		return shown;
	}

	opener(row, content)
	{
		return element('button', {
			type: 'button', class: 'opener',
			'aria-expanded': String(this.opened.has(row)),
			onclick: event => this.toggle(row, event.currentTarget),
		}, content);
	}

	below(row)
	{
		return element('tr', { class: 'below' }, element('td', {
			colspan: this.options.columns.length,
		}, this.options.open(row)));
	}

	toggle(row, button)
	{
		const line = button.closest('tr');

		if (this.opened.delete(row)) {
			line.nextElementSibling.remove();
		} else {
			this.opened.add(row);
			line.after(this.below(row));
		}
		button.setAttribute('aria-expanded',
			String(this.opened.has(row)));
	}

	leaf()
	{
		const pages = Math.ceil(this.found.length / this.size);
		const turn = (to, word) => element('button', {
			type: 'button', disabled: to < 0 || to >= pages,
			onclick: () => {
				this.page = to;
				this.render();
				this.place.scrollIntoView();
			},
		}, say(word));

		this.pager.hidden = pages < 2;
		this.pager.replaceChildren(turn(this.page - 1, 'previous'),
			element('span', null, say('page') + ' ' +
				count(this.page + 1) + ' / ' + count(pages)),
			turn(this.page + 1, 'next'));
	}

	/* On paper nobody turns pages: more rows at once. */
	print(begins)
	{
		this.size = begins ? PRINTED : PAGE;
		this.page = 0;
		this.render();
		if (begins && this.found.length > PRINTED)
			this.status.append(' · ' + say('printed'));
	}
}
