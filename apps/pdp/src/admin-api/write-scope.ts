import type { Caller } from '@legate/callers';
import type { WriteScope } from '@legate/persistence';

export function writeScope({ tenant, id }: Caller): WriteScope {
  return { tenant, author: id };
}
