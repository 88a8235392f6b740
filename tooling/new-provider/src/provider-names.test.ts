import { describe, expect, it } from 'vitest';
import { readProviderNames } from './provider-names.ts';

describe('readProviderNames', () => {
  it('makes every name out of the vendor’s', () => {
    expect(readProviderNames('big-phone')).toEqual({
      id: 'big-phone',
      title: 'Big Phone',
      package: '@cdr/provider-big-phone',
      folder: 'provider-big-phone',
    });
    expect(readProviderNames('@cdr/provider-acme')).toEqual(readProviderNames('acme'));
  });

  it.each(['@acme/cdr-provider-phones', 'cdr-provider-phones'])(
    'leaves a package of somebody else its name: %s',
    (name) => {
      expect(readProviderNames(name)).toEqual({
        id: 'phones',
        title: 'Phones',
        package: name,
        folder: 'cdr-provider-phones',
      });
    },
  );

  it.each([
    '',
    'Acme',
    'acme phones',
    '3cx',
    'acme-',
    'a--b',
    'a_b',
    '../acme',
    '@acme/phones',
    '@acme/cdr-provider-',
    '@cdr/provider-Acme',
    'x'.repeat(31),
  ])('refuses %j and says what a name looks like', (name) => {
    expect(() => readProviderNames(name)).toThrow(/can't name a provider.*such as acme/);
  });

  it.each(['kit', '@acme/cdr-provider-template'])('refuses %s, which is no vendor', (name) => {
    expect(() => readProviderNames(name)).toThrow('belongs to no vendor');
  });
});
