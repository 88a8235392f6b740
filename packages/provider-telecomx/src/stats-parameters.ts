import type { Parameters } from '@cdr/core';
import type { TelecomxOptions } from './options.ts';

/**
 * What statistics are asked with besides their window, by the vendor's names: what options don't
 * mention isn't sent. Employees in order, since another order asks for the same.
 */
export function statsParameters({
  customer,
  employees,
  direction,
  ignoreBelow,
  ignoreLocal,
}: TelecomxOptions): Parameters {
  return {
    ...(customer === undefined ? {} : { customer }),
    ...(employees === undefined ? {} : { employees: [...new Set(employees)].sort() }),
    ...(direction === undefined ? {} : { direction }),
    ...(ignoreBelow === undefined ? {} : { ignoreBelow }),
    ...(ignoreLocal === undefined ? {} : { ignoreLocal }),
  };
}
