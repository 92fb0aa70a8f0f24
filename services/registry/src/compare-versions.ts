import type { VersionChange } from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';

type Members = Readonly<Record<string, unknown>>;

/** What names an item of a list, so that one that moved or came between is the same one. */
const names = ['code', 'id', 'kind', 'date', 'name'] as const;

/**
 * Where two versions differ, in order of the fields; items of a list are told apart by their names, not by their
 * places.
 */
export function changesBetween(before: unknown, after: unknown, field = ''): readonly VersionChange[] {
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return [];
  const [one, other] = [membersOf(before), membersOf(after)];
  if (!one || !other) return before === after ? [] : [{ field, ...known('before', before), ...known('after', after) }];
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const changes = fields.flatMap((name) =>
    changesBetween(own(one, name), own(other, name), field === '' ? name : `${field}.${name}`),
  );
  // The same items in another order.
  return changes.length > 0 ? changes : [{ field, before: Object.keys(one), after: Object.keys(other) }];
}

function known(name: 'before' | 'after', value: unknown): Members {
  return value === undefined ? {} : { [name]: value };
}

/** Of the object itself: every object inherits a `toString`. */
function own(members: Members, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** The members of an object, or the named items of a list. */
function membersOf(value: unknown): Members | undefined {
  if (!Array.isArray(value)) return isMembers(value) ? value : undefined;
  const items = value.filter(isMembers);
  if (items.length < value.length || items.length === 0) return undefined;
  const name = names.find((one) => new Set(items.map((item) => item[one])).size === items.length);
  return name && items.every((item) => typeof item[name] === 'string')
    ? Object.fromEntries(items.map((item) => [String(item[name]), item]))
    : undefined;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
