import type { Chance } from './chance.js';

/** JSON as it is written, so that a name can be there twice and a member can be no JSON at all. */
export type Tree = Text | Members | Items;
/** Written as it stands. */
interface Text {
  readonly is: 'text';
  text: string;
}
interface Members {
  readonly is: 'object';
  members: { name: string; value: Tree }[];
}
interface Items {
  readonly is: 'list';
  items: Tree[];
}

export const text = (written: string): Text => ({ is: 'text', text: written });

export function toTree(value: unknown): Tree {
  if (Array.isArray(value)) {
    return { is: 'list', items: value.map(toTree) };
  }
  if (typeof value !== 'object' || value === null) {
    return text(JSON.stringify(value));
  }
  const members = Object.entries(value).map(([name, one]) => ({
    name: JSON.stringify(name),
    value: toTree(one),
  }));
  return { is: 'object', members };
}

/** A place in a tree that something can be put into. */
export interface Place {
  readonly value: Tree;
  put(other: Tree): void;
}

/** Every place below the root, and the root itself last. */
export function placesIn(root: { value: Tree }): readonly Place[] {
  const places: Place[] = [];
  const visit = (holder: { value: Tree }): void => {
    const { value } = holder;
    if (value.is === 'object') {
      value.members.forEach(visit);
    } else if (value.is === 'list') {
      value.items.forEach((item, at) => {
        const { items } = value;
        visit({
          get value() {
            return items[at] ?? item;
          },
          set value(other) {
            items[at] = other;
          },
        });
      });
    }
    places.push({
      value,
      put: (other) => {
        holder.value = other;
      },
    });
  };
  visit(root);
  return places;
}

/** Mostly as JSON.stringify writes it; sometimes with escapes and white space that mean the same. */
export function write(tree: Tree, chance: Chance): string {
  const style = chance.below(8);
  const gap = style === 0 ? '\n \t' : '';
  const string = style === 1 ? (one: string): string => escapeSome(one, chance) : plain;
  const writeOne = (one: Tree): string => {
    if (one.is === 'text') {
      return string(one.text);
    }
    if (one.is === 'list') {
      return `[${gap}${one.items.map(writeOne).join(`,${gap}`)}]${gap}`;
    }
    const members = one.members.map(
      ({ name, value }) => `${string(name)}${gap}:${gap}${writeOne(value)}`,
    );
    return `{${gap}${members.join(`,${gap}`)}${gap}}`;
  };
  return gap + writeOne(tree) + gap;
}

const plain = (one: string): string => one;

function escapeSome(written: string, chance: Chance): string {
  return /^"[\w/.:]*"$/.test(written)
    ? written.replace(/\w/g, (sign) =>
        chance.oneIn(3) ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}` : sign,
      )
    : written;
}
