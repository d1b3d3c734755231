import type { Chance } from './chance.js';
import { placesIn, text, toTree } from './json-tree.js';
import type { Place, Tree } from './json-tree.js';
import { DISGUISES, KNOWN_TEXTS, NAMES, ODD_TEXTS } from './odd-values.js';

interface Root {
  value: Tree;
}

type Mutation = (place: Place, chance: Chance, other: unknown) => void;

const exchange: Mutation = (place, chance) => {
  place.put(text(chance.pick(KNOWN_TEXTS)));
};

const putOdd: Mutation = (place, chance) => {
  place.put(text(chance.pick(ODD_TEXTS)));
};

const disguise: Mutation = ({ value, put }, chance) => {
  if (value.is === 'text' && value.text.startsWith('"')) {
    put(text(JSON.stringify(chance.pick(DISGUISES)(value.text.slice(1, -1)))));
  }
};

const drop: Mutation = ({ value }, chance) => {
  if (value.is !== 'text') {
    const list: unknown[] = value.is === 'object' ? value.members : value.items;
    list.splice(chance.below(list.length + 1), 1);
  }
};

const rename: Mutation = ({ value }, chance) => {
  if (value.is === 'object' && value.members.length > 0) {
    chance.pick(value.members).name = JSON.stringify(chance.pick(NAMES));
  }
};

const add: Mutation = ({ value }, chance) => {
  if (value.is === 'object') {
    const member = text(chance.pick(chance.oneIn(2) ? KNOWN_TEXTS : ODD_TEXTS));
    const at = chance.below(value.members.length + 1);
    value.members.splice(at, 0, { name: JSON.stringify(chance.pick(NAMES)), value: member });
  }
};

const twice: Mutation = ({ value }, chance) => {
  if (value.is === 'object' && value.members.length > 0) {
    const { name, value: member } = chance.pick(value.members);
    const same = chance.oneIn(2) ? member : text(chance.pick(KNOWN_TEXTS));
    value.members.splice(chance.below(value.members.length + 1), 0, { name, value: same });
  } else if (value.is === 'list' && value.items.length > 0) {
    value.items.push(chance.pick(value.items));
  }
};

const wrap: Mutation = ({ value, put }, chance) => {
  put(
    chance.oneIn(2)
      ? { is: 'list', items: [value] }
      : { is: 'object', members: [{ name: JSON.stringify(chance.pick(NAMES)), value }] },
  );
};

const unwrap: Mutation = ({ value, put }, chance) => {
  if (value.is === 'object' && value.members.length > 0) {
    put(chance.pick(value.members).value);
  } else if (value.is === 'list' && value.items.length > 0) {
    put(chance.pick(value.items));
  }
};

/** A part of another question, wherever it fits or not. */
const splice: Mutation = ({ put }, chance, other) => {
  put(chance.pick(placesIn({ value: toTree(other) })).value);
};

const shuffle: Mutation = ({ value }, chance) => {
  if (value.is === 'object') {
    value.members.sort(() => chance.below(3) - 1);
  }
};

/** What asks something real comes up more often: most of the others are refused at sight. */
const MUTATIONS: readonly Mutation[] = [
  ...[exchange, exchange, exchange, exchange, splice, splice],
  ...[putOdd, putOdd, disguise, drop, rename, add, add, twice, wrap, unwrap, shuffle],
];

/** Changes the tree in a few places. @param other where parts of another question come from */
export function mutate(root: Root, chance: Chance, other: unknown): void {
  for (let left = chance.below(4); left > 0; left -= 1) {
    chance.pick(MUTATIONS)(chance.pick(placesIn(root)), chance, other);
  }
}
