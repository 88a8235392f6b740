import { expect, it } from 'vitest';
import { createCompany } from './company.ts';
import { countries } from './countries.ts';
import { createCustomers } from './customers.ts';
import { personName, toSlug } from './names.ts';
import { createRandom } from './random.ts';

it('puts the family name where the country does', () => {
  expect(personName(countries.PL, 0)).toBe('Łukasz Wójcik');
  expect(personName(countries.VN, 0)).toBe('Nguyễn Văn Đức');
});

it('writes any name in the letters of a login', () => {
  expect(['Łukasz Wójcik', 'Søren Bæk', 'Đỗ Thị Hạnh', '„Ω” 24/7!'].map(toSlug)).toEqual([
    'lukasz.wojcik',
    'soren.baek',
    'do.thi.hanh',
    '24.7',
  ]);
});

it.each(['PL', 'SE', 'DK', 'VN'] as const)(
  'gives each of a thousand agents in %s a login',
  (code) => {
    const { staff, queues } = createCompany(countries[code], 1000);
    for (const key of ['id', 'login', 'extension'] as const) {
      expect(new Set(staff.map(({ agent }) => agent[key])).size).toBe(1000);
    }
    for (const { agent } of staff) expect(agent.login).toMatch(/^[a-z]+(\.[a-z]+)+\d*$/);
    const served = Object.values(queues).flatMap((queue) => queue.team);
    expect(new Set(served).size).toBe(1000);
  },
);

it('gives every customer a number of their own', () => {
  const random = createRandom();
  const customers = createCustomers(countries.DK, { wanted: 50_000, salt: 0xffff_ffff });
  const numbers = new Set<string | null>();
  for (let customer = 0; customer < 50_000; customer += 1) {
    numbers.add(customers.partyOf(customer, random).e164);
  }
  expect(numbers.size).toBe(50_000);
});

it('draws no customer that there is not', () => {
  const random = createRandom();
  random.seed(1, 1);
  const customers = createCustomers(countries.SE, { wanted: 3, salt: 1 });
  const drawn = Array.from({ length: 1000 }, () => customers.frequent(random));
  expect(new Set(drawn)).toEqual(new Set([0, 1, 2]));
});
