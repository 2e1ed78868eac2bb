/* Puts the views into the page, and changes its language. */
const lists = [];
let map = null, heat = null;

function place(id)
{
	return document.getElementById(id + '-view');
}

function drawHeat()
{
	heat.replaceChildren(heatMap(lists[0]));
}

function drawMap()
{
	const share = element('div');

	heat = element('div', { class: 'wide' });
	place('map').replaceChildren(heat, share);
	drawHeat();
	map = new TreeMap(share, lists[0]);
}

function changeLanguage()
{
	tongue = 1 - tongue;
	document.documentElement.lang = tongue ? 'en' : 'zh-CN';
	document.title = data.titles[0][tongue];
	lists.forEach(list => list.draw());
	drawHeat();
	map.draw();
	drawShelf();
}

function start()
{
	const button = document.getElementById('language');

	lists.push(assetListing(place('assets')));
	lists.push(columnListing(place('columns')));
	if (place('ledger'))
		lists.push(unreadListing(place('ledger')));
	drawMap();
	window.addEventListener('hashchange',
		() => turnTo(window.location.hash));
	/* The blocks of columns stand behind the script. */
	document.addEventListener('DOMContentLoaded',
		() => turnTo(window.location.hash));
	button.hidden = false;
	button.addEventListener('click', changeLanguage);
	window.addEventListener('beforeprint',
		() => lists.forEach(list => list.print(true)));
	window.addEventListener('afterprint',
		() => lists.forEach(list => list.print(false)));
}

start();
