import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from './address.ts';

test('an address is read back as it was written', () => {
  const address = {
    run: 'r 1',
    view: 'estate',
    sel: 'db01',
    theme: 'dark',
    mode: 'present',
  } as const;
  expect(parseAddress(formatAddress(address))).toEqual(address);
});

test('unknown words and empty values are left out', () => {
  expect(parseAddress('#view=compare&theme=&sel=&mode=desk&x=1')).toEqual({ mode: 'desk' });
});

test('the secret of a server is read and never written', () => {
  expect(parseAddress('#token=s3cret').token).toBe('s3cret');
  expect(formatAddress({ token: 's3cret', sel: 'db01' })).toBe('#sel=db01');
});
