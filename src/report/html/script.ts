/**
 * The script of the page: theme, map, and the table of all texts. It is a string because it runs in browsers as it is. Texts from outside
 * enter the page only through textContent.
 */
export const SCRIPT = `
'use strict';
(() => {
const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const root = document.documentElement;

function themes() {
  const button = byId('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const remembered = (() => { try { return localStorage.getItem('embed-once-theme'); } catch { return null; } })();
  if (remembered === 'dark' || remembered === 'light') root.dataset.theme = remembered;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const say = () => button.setAttribute('aria-pressed', String(isDark()));
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try { localStorage.setItem('embed-once-theme', root.dataset.theme); } catch {}
    say();
  });
  dark.addEventListener('change', say);
  say();
  button.hidden = false;
}

// Folded parts would be missing on paper.
function printing() {
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = all('details:not([open])');
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of opened) details.open = false; });
}

const PAGE = 50;
const MEASURES = { similarity: 4, recall: 5, jaccard: 6, rankBiasedOverlap: 7 };
const TITLES = { similarity: 'similarity', recall: 'recall', jaccard: 'Jaccard', rankBiasedOverlap: 'rank-biased overlap' };
const [AT, NAME, EXCERPT, WHERE, FAULTS, APPROVED, PRESENT] = [0, 1, 2, 3, 8, 9, 10];

function texts() {
  const table = byId('all');
  const { layers, texts: rows, others } = JSON.parse(byId('data').textContent);
  const places = new Map(rows.map((row) => [row[AT], row]));
  const body = table.tBodies[0];
  const [search, filter, controls, found] = ['search', 'filter', 'controls', 'found'].map(byId);
  const [previous, next, pageLabel] = ['previous', 'next', 'page'].map(byId);
  let matching = rows;
  let page = 0;
  let sorted = { by: '', down: false };

  const short = (text, most) => { const characters = [...text]; return characters.length > most ? characters.slice(0, most - 1).join('') + '…' : text; };
  const fraction = (value) => (value === null ? '–' : (value / 1e4).toFixed(4));
  const layersOf = (row) => [...new Set(row[FAULTS].map(([layer]) => layer))];

  function compare(a, b) {
    const { by, down } = sorted;
    const turn = down ? -1 : 1;
    if (by === 'name') return turn * a[NAME].localeCompare(b[NAME], 'en', { numeric: true });
    if (by === 'faults') return turn * (layersOf(a).length - layersOf(b).length);
    const [x, y] = [a[MEASURES[by]], b[MEASURES[by]]];
    // Rows without a value are last in both orders.
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return turn * (x - y);
  }

  function choose() {
    const wanted = search.value.trim().toLowerCase();
    const layer = layers.indexOf(filter.value);
    matching = rows.filter((row) =>
      (filter.value === 'all' || (layer < 0 ? row[FAULTS].length > 0 : row[FAULTS].some(([one]) => one === layer))) &&
      (wanted === '' || row[NAME].toLowerCase().includes(wanted) || row[EXCERPT].toLowerCase().includes(wanted)));
    if (sorted.by !== '') matching = [...matching].sort(compare);
    page = 0;
    show();
  }

  function show() {
    const pages = Math.max(1, Math.ceil(matching.length / PAGE));
    const from = page * PAGE;
    const shown = matching.slice(from, from + PAGE);
    body.replaceChildren(...shown.map(rowOf));
    const order = sorted.by === '' ? 'worst first' : 'by ' + (TITLES[sorted.by] || sorted.by) + (sorted.down ? ', descending' : ', ascending');
    found.textContent = matching.length === 0 ? 'No text matches.'
      : (from + 1) + ' to ' + (from + shown.length) + ' of ' + matching.length + (matching.length < rows.length ? ' matching' : '') + (matching.length === 1 ? ' text, ' : ' texts, ') + order + '.';
    previous.disabled = page === 0;
    next.disabled = page === pages - 1;
    pageLabel.textContent = 'Page ' + (page + 1) + ' of ' + pages;
    previous.parentElement.hidden = pages === 1;
  }

  function rowOf(row) {
    const line = byId('row').content.firstElementChild.cloneNode(true);
    line.id = 'text-' + row[AT];
    const head = line.querySelector('th');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'open';
    button.setAttribute('aria-expanded', 'false');
    const name = document.createElement('bdi');
    name.textContent = row[NAME];
    button.append(name);
    head.querySelector('strong').replaceWith(button);
    head.querySelector('.muted bdi').textContent = row[EXCERPT];
    for (const [measure, at] of Object.entries(MEASURES)) line.querySelector('.' + measure).textContent = fraction(row[at]);
    line.querySelector('.faults').append(...layersOf(row).map((layer) => {
      const badge = byId('fault').content.firstElementChild.cloneNode(true);
      badge.append(layers[layer]);
      return badge;
    }));
    button.addEventListener('click', () => {
      const open = button.getAttribute('aria-expanded') === 'true';
      if (open) line.nextElementSibling.remove();
      else line.after(detailOf(row));
      button.setAttribute('aria-expanded', String(!open));
    });
    return line;
  }

  function detailOf(row) {
    const line = document.createElement('tr');
    line.className = 'detail';
    const cell = line.insertCell();
    cell.colSpan = table.tHead.rows[0].cells.length;
    const say = (text) => {
      const paragraph = document.createElement('p');
      const foreign = document.createElement('bdi');
      foreign.textContent = text;
      paragraph.append(foreign);
      cell.append(paragraph);
    };
    if (row[WHERE] !== '') say(row[WHERE]);
    say(Object.entries(MEASURES).filter(([, at]) => row[at] !== null).map(([measure, at]) => TITLES[measure] + ' ' + fraction(row[at])).join(', '));
    for (const [layer, message] of row[FAULTS]) say(layers[layer] + ': ' + message);
    if (row[APPROVED] === null) {
      say('Its neighbours would make this page too large. report.json has them.');
      return line;
    }
    const lists = byId('lists').content.cloneNode(true);
    fill(lists.querySelector('.approved'), row[APPROVED], row[PRESENT], 'gone', '−');
    fill(lists.querySelector('.present'), row[PRESENT], row[APPROVED], 'new', '+');
    cell.append(lists);
    return line;
  }

  function fill(list, own, other, otherwise, sign) {
    if (own.length > 0) list.nextElementSibling.remove();
    for (let at = 0; at < own.length; at += 2) {
      const reference = own[at];
      const there = other.findIndex((value, place) => place % 2 === 0 && value === reference);
      const [name, excerpt] = reference >= 0 ? places.get(reference).slice(NAME) : others[-1 - reference];
      const item = byId('neighbour').content.firstElementChild.cloneNode(true);
      const put = (selector, text) => { item.querySelector(selector).textContent = text; };
      item.className = there < 0 ? otherwise : 'kept';
      put('.place', at / 2 + 1);
      put('.mark', there < 0 ? sign : '=');
      put('.word', there < 0 ? otherwise : there === at ? 'kept' : 'kept, there ' + (there / 2 + 1));
      put('.who strong bdi', short(name, 60));
      put('.text bdi', short(excerpt, 80));
      put('.number', fraction(own[at + 1]));
      list.append(item);
    }
  }

  function sortable(head) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    const by = head.dataset.sort;
    button.addEventListener('click', () => {
      // Ascending, descending, then worst first again.
      sorted = sorted.by !== by ? { by, down: false } : sorted.down ? { by: '', down: false } : { by, down: true };
      mark();
      choose();
    });
  }

  function mark() {
    for (const head of all('th[data-sort]', table)) {
      if (head.dataset.sort === sorted.by) head.setAttribute('aria-sort', sorted.down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
  }

  function startOver() {
    search.value = '';
    filter.value = 'all';
    sorted = { by: '', down: false };
    mark();
    choose();
  }

  function turn(by) {
    page += by;
    show();
    byId('texts').scrollIntoView();
  }

  all('th[data-sort]', table).forEach(sortable);
  search.addEventListener('input', choose);
  filter.addEventListener('change', choose);
  controls.addEventListener('submit', (event) => event.preventDefault());
  byId('reset').addEventListener('click', startOver);
  previous.addEventListener('click', () => turn(-1));
  next.addEventListener('click', () => turn(1));
  controls.hidden = false;
  show();

  return {
    short,
    of: (at) => places.get(at),
    layersOf: (row) => layersOf(row).map((layer) => layers[layer]),
    fraction,
    // Opens a text on whichever page of the table it is.
    open(at) {
      startOver();
      page = Math.floor(matching.indexOf(places.get(at)) / PAGE);
      show();
      const button = byId('text-' + at).querySelector('button');
      button.click();
      button.focus();
      button.scrollIntoView({ block: 'center' });
    },
  };
}

function map(table) {
  const picture = document.querySelector('svg.map');
  const tip = byId('tip');
  // The worst text is painted last, on top. The keys start with it.
  const points = all('a.point', picture).reverse();
  if (points.length === 0) return;
  let current = 0;
  const reach = (to) => {
    points[current].setAttribute('tabindex', '-1');
    current = Math.max(0, Math.min(points.length - 1, to));
    points[current].setAttribute('tabindex', '0');
  };
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

  function tell(point) {
    const row = table.of(Number(point.dataset.at));
    const strong = document.createElement('strong');
    strong.textContent = table.short(row[NAME], 60);
    const lines = [row[EXCERPT], row[MEASURES.similarity] === null ? '' : 'similarity ' + table.fraction(row[MEASURES.similarity]), table.layersOf(row).map((layer) => 'fault in ' + layer).join(', ')];
    tip.replaceChildren(strong, ...lines.filter((line) => line !== '').map((line) => {
      const span = document.createElement('span');
      span.textContent = table.short(line, 160);
      return span;
    }));
    tip.hidden = false;
    const frame = picture.getBoundingClientRect();
    const at = point.querySelector('.at').getBoundingClientRect();
    const left = at.left - frame.left + at.width / 2;
    const top = at.bottom - frame.top + 8;
    tip.style.left = Math.max(0, Math.min(frame.width - tip.offsetWidth, left - tip.offsetWidth / 2)) + 'px';
    tip.style.top = (top + tip.offsetHeight > frame.height ? at.top - frame.top - tip.offsetHeight - 8 : top) + 'px';
  }
  const hush = () => { tip.hidden = true; };

  points.forEach((point, at) => {
    point.setAttribute('tabindex', at === 0 ? '0' : '-1');
    // The tip replaces it.
    point.querySelector('title').remove();
    point.addEventListener('focus', () => { reach(at); tell(point); });
    point.addEventListener('blur', hush);
    point.addEventListener('pointerenter', () => tell(point));
    point.addEventListener('pointerleave', hush);
    point.addEventListener('click', (event) => { event.preventDefault(); hush(); table.open(Number(point.dataset.at)); });
  });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hush(); });
  picture.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    reach(current + step);
    points[current].focus();
  });
}

themes();
printing();
if (byId('all')) {
  const table = texts();
  if (document.querySelector('svg.map')) map(table);
}
})();
`;
